package diskmill.api.v2.data;

import diskmill.api.web.Refusal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which bytes of an object a request asks for: one range at most, as Glance has it. */
sealed interface ByteRange {

    /** All of them. */
    record Whole() implements ByteRange {}

    /** From {@code first} to {@code last}, both included, both within the object. */
    record Part(long first, long last) implements ByteRange {

        long length() {
            return last - first + 1;
        }
    }

    /** None of those that there are, or no range at all: Glance answers both alike. */
    record Unsatisfiable() implements ByteRange {}

    /** Of a {@code Content-Range}, whose length may be unknown; that the image has another one counts for nothing, as in Glance. */
    Pattern CONTENT_FORM = Pattern.compile("bytes ([0-9]+-[0-9]+)/(?:[0-9]+|\\*)");

    Pattern FORM = Pattern.compile("([0-9]*)\\s*-\\s*([0-9]*)");

    /**
     * @param header the value of {@code Range}; null if there is none. A unit other than bytes is as good as none (RFC 9110)
     * @param size   of the object, in bytes
     * @throws Refusal 400 for several ranges
     */
    static ByteRange parse(@Nullable String header, long size) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith("bytes=")) {
            return new Whole();
        }
        String range = header.substring("bytes=".length()).strip();
        if (range.contains(",")) {
            throw Refusal.badRequest("Only one range can be asked for at a time.");
        }
        Matcher parts = FORM.matcher(range);
        if (!parts.matches() || (parts.group(1).isEmpty() && parts.group(2).isEmpty())) {
            return new Unsatisfiable();
        }
        return parts.group(1).isEmpty()
                ? suffix(number(parts.group(2), size), size)
                : fromTo(parts.group(1), parts.group(2), size);
    }

    /**
     * The same by either header: old clients of Glance ask by {@code Content-Range}, which belongs into answers, and which counts where
     * there is no {@code Range}.
     */
    static ByteRange parse(@Nullable String range, @Nullable String contentRange, long size) {
        if (range != null || contentRange == null) {
            return parse(range, size);
        }
        Matcher form = CONTENT_FORM.matcher(contentRange.strip());
        return form.matches() ? parse("bytes=" + form.group(1), size) : new Unsatisfiable();
    }

    private static ByteRange suffix(long length, long size) {
        return length == 0 || size == 0
                ? new Unsatisfiable()
                : new Part(Math.max(0, size - length), size - 1);
    }

    private static ByteRange fromTo(String from, String to, long size) {
        if (!to.isEmpty() && new BigInteger(from).compareTo(new BigInteger(to)) > 0) {
            return new Unsatisfiable();
        }
        long first = number(from, size);
        long last = to.isEmpty() ? size - 1 : Math.min(number(to, size), size - 1);
        return first >= size ? new Unsatisfiable() : new Part(first, last);
    }

    /** What is beyond the object's end is all the same, however many digits it has. */
    private static long number(String digits, long size) {
        return new BigInteger(digits).min(BigInteger.valueOf(size)).longValueExact();
    }
}
