package diskmill.api.v2.locations;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether an image shows where its bytes lie, as {@code s3://bucket/key} or {@code file:///…}. Neither address holds a secret; who reads there
 * needs access of its own.
 *
 * @param showDirectUrl in the field {@code direct_url}, as Glance's show_image_direct_url; false by default
 * @param showLocations in the field {@code locations}, as Glance's show_multiple_locations; false by default
 */
@ConfigurationProperties("diskmill.image")
record LocationSettings(
        @DefaultValue("false") boolean showDirectUrl,
        @DefaultValue("false") boolean showLocations) {}
