package diskmill.api.v2.metadefs;

import diskmill.api.metadefs.Definition;
import diskmill.api.metadefs.Kind;
import diskmill.api.metadefs.NewItem;
import diskmill.api.web.Refusal;
import diskmill.api.web.Text;
import java.util.List;

/** Which names there may be: as long as Glance's, and such that an address can hold them as they are, since clients do not all encode them. */
final class Names {

    /** Characters. */
    private static final int MAX_LENGTH = 80;

    private Names() {}

    /** @throws Refusal 400 */
    static void check(Definition definition) {
        check("namespace", definition.namespace().name());
        definition.items().forEach(Names::check);
    }

    /** @throws Refusal 400 */
    static void check(Kind kind, List<NewItem> items) {
        items.forEach(item -> check(kind.word(), item.name()));
    }

    /** @throws Refusal 400 */
    static void check(String what, String name) {
        if (Text.length(name) > MAX_LENGTH) {
            throw Refusal.badRequest(
                    "The name of the %s has more than %d characters, which is too long."
                            .formatted(what, MAX_LENGTH));
        }
        if (!Text.isStorable(name) || name.isBlank() || name.matches("\\.\\.?|.*[/\\\\].*")) {
            throw Refusal.badRequest(
                    "The name of the %s must have a letter or digit, and no slash or backslash, since clients make it part of an address."
                            .formatted(what));
        }
    }
}
