package diskmill.api.metadefs;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The catalog of metadata definitions.
 *
 * @param load whether the standard definitions are put into the catalog at each start; those that are there already, changed or
 *             not, stay as they are. By default not
 */
@ConfigurationProperties("diskmill.metadefs")
record MetadefSettings(@DefaultValue("false") boolean load) {}
