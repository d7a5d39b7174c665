package diskmill.api.v2.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The conditions of a download by its entity tag, which is the digest of the bytes, so it is as strong as can be. */
final class EntityTags {

    private EntityTags() {}

    /** Whether the caller has these bytes already ({@code If-None-Match}). */
    static boolean isKnown(@Nullable String ifNoneMatch, String tag) {
        return ifNoneMatch != null && lists(ifNoneMatch, tag, true);
    }

    /** Whether the caller wants these bytes and no others ({@code If-Match}), and they are others. */
    static boolean isOther(@Nullable String ifMatch, String tag) {
        return ifMatch != null && !lists(ifMatch, tag, false);
    }

    /** Whether a range may be given: it is a part of what the caller has ({@code If-Range}); a date never tells. */
    static boolean rangeHolds(@Nullable String ifRange, String tag) {
        return ifRange == null || ifRange.strip().equals(tag);
    }

    private static boolean lists(String header, String tag, boolean weakly) {
        return Arrays.stream(header.split(","))
                .map(String::strip)
                .map(one -> weakly && one.startsWith("W/") ? one.substring(2) : one)
                .anyMatch(one -> one.equals("*") || one.equals(tag));
    }
}
