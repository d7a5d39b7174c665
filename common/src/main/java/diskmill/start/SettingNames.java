package diskmill.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names of all settings of all processes, since one file or command line may serve several. Held together with the records
 * by {@code SettingsDocumentTest}, which writes the list.
 */
final class SettingNames {

    private static final String LIST = "settings.txt";
    private static final Pattern INDEX = Pattern.compile("\\[\\d+]|_\\d+(_|$)");

    /** Further away than this a name is no misspelling, but another. */
    private static final int NEAR = 6;

    private static final int SHOWN = 3;

    /** At the end of a name behind which a word of the operator's own follows. */
    private static final String ANY = ".*";

    private final List<String> names;
    private final Set<String> letters;
    private final List<String> beginnings;

    private SettingNames(List<String> names) {
        this.names = names;
        this.letters =
                names.stream()
                        .filter(name -> !name.endsWith(ANY))
                        .map(SettingNames::letters)
                        .collect(Collectors.toSet());
        this.beginnings =
                names.stream()
                        .filter(name -> name.endsWith(ANY))
                        .map(SettingNames::letters)
                        .toList();
    }

    static SettingNames read() {
        try (InputStream list = SettingNames.class.getResourceAsStream(LIST)) {
            if (list == null) {
                throw new IllegalStateException("the list of settings is missing");
            }
            return new SettingNames(
                    new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** @param name in any of the spellings that Spring binds: readTimeout, read-timeout, READ_TIMEOUT, with an index or not */
    boolean contains(String name) {
        String wanted = letters(name);
        return letters.contains(wanted)
                || beginnings.stream()
                        .anyMatch(beginning ->
                                wanted.startsWith(beginning)
                                        && wanted.length() > beginning.length());
    }

    /** Those that may have been meant, the likeliest first. */
    List<String> near(String name) {
        String wanted = letters(name);
        return names.stream()
                .filter(known -> distance(wanted, letters(known)) <= NEAR)
                .sorted(Comparator.comparingInt(known -> distance(wanted, letters(known))))
                .limit(SHOWN)
                .toList();
    }

    private static String letters(String name) {
        return INDEX.matcher(name)
                .replaceAll("")
                .replaceAll("[^\\p{Alnum}]", "")
                .toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's: letters to insert, leave out or replace. */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[other.length()];
    }
}
