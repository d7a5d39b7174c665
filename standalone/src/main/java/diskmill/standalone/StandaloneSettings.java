package diskmill.standalone;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How standalone runs.
 *
 * @param data the folder that holds everything: images, metadata, messages, and the administrator's openrc
 */
@ConfigurationProperties("diskmill.standalone")
record StandaloneSettings(@DefaultValue("data") Path data) {}
