package diskmill.api.web;

/** Which text may be stored: letters of every script, but no NUL (PostgreSQL refuses it) and no half of a surrogate pair. */
public final class Text {

    private Text() {}

    public static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(point -> point == 0 || (point >= 0xD800 && point <= 0xDFFF));
    }

    /** Characters as a person counts them, so that a letter outside the basic plane is one. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
