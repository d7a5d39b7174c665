package diskmill.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The disk formats of the Image API v2 ({@code disk_format}). */
public enum DiskFormat {
    RAW,
    QCOW2,
    ISO,
    VMDK,
    VDI,
    VHD,
    VHDX,
    AMI,
    AKI,
    ARI,
    PLOOP;

    /** The API's word, in lower case; empty if there is no such format. */
    public static Optional<DiskFormat> tryParse(String word) {
        return Arrays.stream(values()).filter(format -> format.toString().equals(word)).findFirst();
    }

    /** @throws IllegalArgumentException if there is no such format */
    @JsonCreator
    public static DiskFormat parse(String word) {
        return tryParse(word)
                .orElseThrow(() -> new IllegalArgumentException("no disk format: " + word));
    }

    /**
     * Whether the bytes themselves show this format. The others (ami, aki, ari, ploop) are only ever claimed, for
     * content that is recognised as nothing else.
     */
    public boolean isRecognisable() {
        return switch (this) {
            case RAW, QCOW2, ISO, VMDK, VDI, VHD, VHDX -> true;
            case AMI, AKI, ARI, PLOOP -> false;
        };
    }

    /** Whether a disk of this format can be converted to {@code target}. */
    public boolean convertsTo(DiskFormat target) {
        return switch (this) {
            case RAW, QCOW2, VMDK, VDI, VHD, VHDX -> target == RAW || target == QCOW2;
            case ISO, AMI, AKI, ARI, PLOOP -> false;
        };
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
