package diskmill.standalone;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How standalone runs.
 *
 * @param data the folder that holds everything: images, metadata, messages, and the administrator's openrc; {@code data} by default.
 *     Given on the command line or in the environment, since it is needed before any file of settings is read
 */
@ConfigurationProperties("diskmill.standalone")
record StandaloneSettings(@DefaultValue("data") Path data) {}
