package diskmill.api.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How callers reach us.
 *
 * @param publicUrl the http(s) address that links and the catalog show; by default the one that each request was sent to
 */
@ConfigurationProperties("diskmill")
public record WebSettings(@Nullable URI publicUrl) {

    public WebSettings {
        if (publicUrl != null
                && (publicUrl.getHost() == null
                        || !("http".equals(publicUrl.getScheme())
                                || "https".equals(publicUrl.getScheme())))) {
            throw new IllegalArgumentException(
                    "diskmill.public-url must be an http or https address, such as https://images.example.org");
        }
    }
}
