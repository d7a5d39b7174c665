package diskmill.api.policy;

import diskmill.api.identity.Caller;
import diskmill.api.identity.Session;
import diskmill.start.StartRefused;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether a caller may do something: the one place where it is decided, for every face. */
public final class Policy {

    private final Map<String, Check> rules;

    private Policy(Map<String, Check> rules) {
        this.rules = Map.copyOf(rules);
    }

    /** @throws StartRefused with a sentence, if a check cannot be read, or names a rule that is not there or itself */
    static Policy of(PolicySettings settings) {
        Map<String, String> texts = settings.profile().rules(settings.cloudAdmin());
        texts.putAll(settings.rules());
        Map<String, Check> rules = new HashMap<>();
        texts.forEach((name, text) -> {
            try {
                rules.put(name, CheckParser.parse(text));
            } catch (IllegalArgumentException unreadable) {
                throw refused(name, String.valueOf(unreadable.getMessage()));
            }
        });
        rules.forEach((name, check) -> checkNames(name, check, rules, new HashSet<>(Set.of(name))));
        return new Policy(rules);
    }

    private static void checkNames(
            String of, Check check, Map<String, Check> rules, Set<String> above) {
        switch (check) {
            case Check.Named(String name) -> {
                Check named = rules.get(name);
                if (named == null) {
                    throw refused(of, "there is no rule '" + name + "'");
                }
                if (!above.add(name)) {
                    throw refused(of, "the rule '" + name + "' leads back to itself");
                }
                checkNames(of, named, rules, above);
                above.remove(name);
            }
            case Check.Not(Check inner) -> checkNames(of, inner, rules, above);
            case Check.All(List<Check> inner) ->
                    inner.forEach(each -> checkNames(of, each, rules, above));
            case Check.Any(List<Check> inner) ->
                    inner.forEach(each -> checkNames(of, each, rules, above));
            case Check.Always _,
                    Check.Never _,
                    Check.Role _,
                    Check.ServiceRole _,
                    Check.Equal _ -> {}
        }
    }

    private static StartRefused refused(String name, String why) {
        String setting =
                name.equals(Profile.CLOUD_ADMIN)
                        ? "diskmill.policy.cloud-admin"
                        : "diskmill.policy.rules." + name;
        return new StartRefused("%s: %s".formatted(setting, why));
    }

    /** @param target what the rule's check may ask for, see {@link PolicyTarget} */
    public boolean allows(Rule rule, Caller caller, PolicyTarget target) {
        Check check = rules.get(rule.toString());
        return check != null && check.holds(caller, target.attributes(), rules);
    }

    /** The same for who manages what lies in no project. With a token that is for no project nothing is allowed. */
    public boolean allows(Rule rule, Session session) {
        // nothing is begun here that would have to be known by a request's id
        return Caller.of(session, Set.of(), "")
                .filter(caller -> allows(rule, caller, PolicyTarget.of(caller)))
                .isPresent();
    }

    /** Whether the caller sees and may change what everybody owns. */
    public boolean isAdmin(Caller caller) {
        return allows(Rule.CONTEXT_IS_ADMIN, caller, PolicyTarget.of(caller));
    }
}
