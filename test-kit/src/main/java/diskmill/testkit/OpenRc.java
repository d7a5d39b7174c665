package diskmill.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who a client is, as a file {@code openrc} says it. */
public final class OpenRc {

    private final String text;

    private OpenRc(String text) {
        this.text = text;
    }

    public static OpenRc read(Path file) throws IOException {
        return new OpenRc(Files.readString(file));
    }

    /** The body of {@code POST /v3/auth/tokens}: by password, in the project. */
    public String tokenRequest() {
        return """
        {"auth": {
          "identity": {"methods": ["password"], "password": {"user":
            {"name": "%s", "domain": {"name": "Default"}, "password": "%s"}}},
          "scope": {"project": {"name": "%s", "domain": {"name": "Default"}}}}}\
        """
                .formatted(
                        variable("OS_USERNAME"),
                        variable("OS_PASSWORD"),
                        variable("OS_PROJECT_NAME"));
    }

    private String variable(String name) {
        Matcher found = Pattern.compile(name + "=['\"]?([^'\"\\s]+)").matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("openrc has no " + name);
        }
        return found.group(1);
    }
}
