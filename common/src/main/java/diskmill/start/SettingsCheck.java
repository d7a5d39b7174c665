package diskmill.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Refuses a misspelt setting, which Spring would leave out without a word. A variable of the environment is only warned of: other
 * programs may have theirs. The JVM's own properties are left alone, since some mark a process for scripts. Named in {@code META-INF/spring.factories}; it comes once logging is set up.
 */
final class SettingsCheck implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    private static final Logger log = LoggerFactory.getLogger(SettingsCheck.class);

    private static final String PREFIX = "diskmill.";
    private static final String VARIABLES = "DISKMILL_";

    /** @throws StartRefused with a sentence for each name below {@code diskmill.} that is no setting */
    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        SettingNames known = SettingNames.read();
        List<String> wrong = new ArrayList<>();
        for (var source : event.getEnvironment().getPropertySources()) {
            if (source instanceof SystemEnvironmentPropertySource variables) {
                warnOfVariables(variables, known);
            } else if (source instanceof EnumerablePropertySource<?> properties
                    && !source.getName()
                            .equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)) {
                for (String name : properties.getPropertyNames()) {
                    if (name.toLowerCase(Locale.ROOT).startsWith(PREFIX) && !known.contains(name)) {
                        wrong.add(sentence(name, where(properties, name), known));
                    }
                }
            }
        }
        if (!wrong.isEmpty()) {
            throw new StartRefused(String.join("\n", wrong));
        }
    }

    private static void warnOfVariables(SystemEnvironmentPropertySource all, SettingNames known) {
        for (String name : all.getPropertyNames()) {
            if (name.startsWith(VARIABLES) && !known.contains(name)) {
                log.warn("{}", sentence(name, "the environment", known));
            }
        }
    }

    private static String where(EnumerablePropertySource<?> source, String name) {
        Origin origin = OriginLookup.getOrigin(source, name);
        if (origin != null) {
            return origin.toString();
        }
        return source instanceof CommandLinePropertySource ? "the command line" : source.getName();
    }

    private static String sentence(String name, String where, SettingNames known) {
        List<String> near = known.near(name);
        return "%s (%s) is not a setting of Diskmill: %s"
                .formatted(
                        name,
                        where,
                        near.isEmpty()
                                ? "docs/settings.md lists them all."
                                : "did you mean " + String.join(" or ", near) + "?");
    }
}
