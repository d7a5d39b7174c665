package diskmill.api.metadefs;

import java.util.Locale;

/** What a namespace holds items of. */
public enum Kind {
    /** Properties that belong together. */
    OBJECT,
    PROPERTY,
    TAG,
    /** That the namespace is for resources of this type. */
    RESOURCE_TYPE;

    /** As it stands in the database. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For sentences. */
    public String word() {
        return toString().replace('_', ' ');
    }
}
