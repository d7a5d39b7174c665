package diskmill.api.v2.imports;

import java.util.List;

/** The ways in that an import request may name. */
public final class ImportMethods {

    static final String GLANCE_DIRECT = "glance-direct";
    static final String WEB_DOWNLOAD = "web-download";

    public static final List<String> ENABLED = List.of(GLANCE_DIRECT, WEB_DOWNLOAD);

    private ImportMethods() {}
}
