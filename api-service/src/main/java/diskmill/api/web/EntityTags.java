package diskmill.api.web;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Conditions of a request by an entity tag. Ours are strong: each stands for one state of what is asked for, to the byte. */
public final class EntityTags {

    private EntityTags() {}

    /** Whether the caller has this state already ({@code If-None-Match}). */
    public static boolean isKnown(@Nullable String ifNoneMatch, String tag) {
        return ifNoneMatch != null && lists(ifNoneMatch, tag, true);
    }

    /** Whether the caller wants one state and no other ({@code If-Match}), and this is another. */
    public static boolean isOther(@Nullable String ifMatch, String tag) {
        return ifMatch != null && !lists(ifMatch, tag, false);
    }

    /** Whether a range may be given: it is a part of what the caller has ({@code If-Range}); a date never tells. */
    public static boolean rangeHolds(@Nullable String ifRange, String tag) {
        return ifRange == null || ifRange.strip().equals(tag);
    }

    private static boolean lists(String header, String tag, boolean weakly) {
        return Arrays.stream(header.split(","))
                .map(String::strip)
                .map(one -> weakly && one.startsWith("W/") ? one.substring(2) : one)
                .anyMatch(one -> one.equals("*") || one.equals(tag));
    }
}
