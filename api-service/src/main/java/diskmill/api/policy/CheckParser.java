package diskmill.api.policy;

import diskmill.api.policy.Check.Left;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@link Check}: {@code not} binds closest, then {@code and}, then {@code or}. For one text. */
final class CheckParser {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\\(|\\)|(?:\"[^\"]*\"|'[^']*'|%\\([^)]*\\)s|[^\\s()\"'])+)");
    private static final Pattern ATTRIBUTE = Pattern.compile("%\\(([a-z_]+)\\)s");
    private static final int MOST_DEPTH = 50;

    private final List<String> tokens;
    private int next;
    private int depth;

    private CheckParser(List<String> tokens) {
        this.tokens = tokens;
    }

    /** @throws IllegalArgumentException with a sentence, if it is no check; an empty one always holds, as with oslo.policy */
    static Check parse(String text) {
        if (text.isBlank()) {
            return new Check.Always();
        }
        var parser = new CheckParser(tokens(text));
        Check whole = parser.any();
        if (parser.next < parser.tokens.size()) {
            throw new IllegalArgumentException(
                    "'%s' was not expected".formatted(parser.tokens.get(parser.next)));
        }
        return whole;
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text.strip());
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() != end) {
                break;
            }
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (end != text.strip().length()) {
            throw new IllegalArgumentException(
                    "'%s' cannot be read".formatted(text.strip().substring(end)));
        }
        return tokens;
    }

    private Check any() {
        List<Check> checks = new ArrayList<>(List.of(all()));
        while (takes("or")) {
            checks.add(all());
        }
        return checks.size() == 1 ? checks.getFirst() : new Check.Any(List.copyOf(checks));
    }

    private Check all() {
        List<Check> checks = new ArrayList<>(List.of(one()));
        while (takes("and")) {
            checks.add(one());
        }
        return checks.size() == 1 ? checks.getFirst() : new Check.All(List.copyOf(checks));
    }

    private Check one() {
        if (++depth > MOST_DEPTH) {
            throw new IllegalArgumentException("it is nested too deeply");
        }
        try {
            if (takes("not")) {
                return new Check.Not(one());
            }
            if (takes("(")) {
                Check inner = any();
                if (!takes(")")) {
                    throw new IllegalArgumentException("a ')' is missing");
                }
                return inner;
            }
            if (next == tokens.size()) {
                throw new IllegalArgumentException("it ends too early");
            }
            return single(tokens.get(next++));
        } finally {
            depth--;
        }
    }

    private boolean takes(String word) {
        boolean there = next < tokens.size() && tokens.get(next).equalsIgnoreCase(word);
        if (there) {
            next++;
        }
        return there;
    }

    private static Check single(String token) {
        if (token.equals("@")) {
            return new Check.Always();
        }
        if (token.equals("!")) {
            return new Check.Never();
        }
        int colon = token.indexOf(':');
        if (colon <= 0 || colon == token.length() - 1) {
            throw new IllegalArgumentException(
                    "'%s' is no check; one looks like role:member or project_id:%%(owner)s"
                            .formatted(token));
        }
        String left = token.substring(0, colon);
        String right = token.substring(colon + 1);
        return switch (left) {
            case "role" -> new Check.Role(unquoted(right));
            case "service_roles" -> new Check.ServiceRole(unquoted(right));
            case "rule" -> new Check.Named(right);
            case "project_id", "tenant" -> equal(Left.Word.PROJECT_ID, right);
            case "project_name" -> equal(Left.Word.PROJECT_NAME, right);
            case "project_domain_name" -> equal(Left.Word.PROJECT_DOMAIN_NAME, right);
            case "user_id", "user" -> equal(Left.Word.USER_ID, right);
            default -> {
                if (!isQuoted(left)) {
                    throw new IllegalArgumentException(
                            "'%s' stands for nothing here; there are role, service_roles, rule, project_id, project_name, project_domain_name, user_id and words in quotes"
                                    .formatted(left));
                }
                yield equal(new Left.Literal(unquoted(left)), right);
            }
        };
    }

    private static Check equal(Left left, String right) {
        Matcher attribute = ATTRIBUTE.matcher(right);
        return attribute.matches()
                ? new Check.Equal(left, attribute.group(1), true)
                : new Check.Equal(left, unquoted(right), false);
    }

    private static boolean isQuoted(String text) {
        return text.length() > 1
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(0) == text.charAt(text.length() - 1);
    }

    private static String unquoted(String text) {
        return isQuoted(text) ? text.substring(1, text.length() - 1) : text;
    }
}
