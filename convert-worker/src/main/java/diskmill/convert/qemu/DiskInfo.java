package diskmill.convert.qemu;

import diskmill.image.DiskFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the JSON of {@code qemu-img info}. */
final class DiskInfo {

    /** The only kinds of VMDK that are one file with all in it. */
    private static final Set<String> WHOLE_VMDKS = Set.of("monolithicSparse", "streamOptimized");

    private static final List<String> NAMES_OF_OTHERS =
            List.of("backing-filename", "full-backing-filename", "backing-image", "data-file");

    private DiskInfo() {}

    static Inspection read(JsonNode info, Path image, DiskFormat format) {
        JsonNode virtualSize = info.path("virtual-size");
        if (!virtualSize.isIntegralNumber() || virtualSize.asLong() < 0) {
            return new Inspection.Unreadable("qemu-img does not tell its virtual size");
        }
        for (String name : NAMES_OF_OTHERS) {
            if (!info.findValues(name).isEmpty()) {
                return new Inspection.Unsafe("it names a backing file or a data file");
            }
        }
        for (JsonNode raw : info.findValues("data-file-raw")) {
            if (raw.asBoolean()) {
                return new Inspection.Unsafe("it names a data file");
            }
        }
        for (JsonNode file : info.findValues("filename")) {
            // a VHD is opened by options, which are shown in place of its name; qemu opens none
            // that names a parent
            if (format != DiskFormat.VHD && !file.asString().equals(image.toString())) {
                return new Inspection.Unsafe("it names another file than itself");
            }
        }
        for (JsonNode type : info.findValues("create-type")) {
            if (!WHOLE_VMDKS.contains(type.asString())) {
                return new Inspection.Unsafe("a vmdk of this type names other files");
            }
        }
        return new Inspection.Described(
                virtualSize.asLong(), info.path("encrypted").asBoolean(false));
    }
}
