package diskmill.api.quota;

import java.util.Locale;

/** What a project has a quota of, by the names that Glance has registered with Keystone. */
public enum Resource {
    IMAGE_COUNT_TOTAL("images", false),
    /** Of stored images, of bytes on their way in, and of deleted ones until they are gone. */
    IMAGE_SIZE_TOTAL("bytes of images", true),
    /** Staged and not yet imported. */
    IMAGE_STAGE_TOTAL("staged bytes", true),
    /** Uploads and imports that have not ended. */
    IMAGE_COUNT_UPLOADING("uploads and imports at once", false);

    private final String words;
    private final boolean bytes;

    Resource(String words, boolean bytes) {
        this.words = words;
        this.bytes = bytes;
    }

    String words() {
        return words;
    }

    /** Whether it counts bytes, which Keystone's limits and Glance's usage tell in MiB. */
    public boolean inBytes() {
        return bytes;
    }

    /** Glance's name. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
