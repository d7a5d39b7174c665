package diskmill.api.v2.imports;

import java.util.List;
import java.util.stream.Stream;

/** The ways in that an import request may name. */
public final class ImportMethods {

    static final String GLANCE_DIRECT = "glance-direct";
    static final String WEB_DOWNLOAD = "web-download";
    static final String COPY_IMAGE = "copy-image";
    static final String GLANCE_DOWNLOAD = "glance-download";

    /** Those of every installation. */
    public static final List<String> ENABLED = List.of(GLANCE_DIRECT, WEB_DOWNLOAD, COPY_IMAGE);

    private ImportMethods() {}

    /** @param others whether other image services are known */
    public static List<String> enabled(boolean others) {
        return others
                ? Stream.concat(ENABLED.stream(), Stream.of(GLANCE_DOWNLOAD)).toList()
                : ENABLED;
    }
}
