package diskmill.api.policy;

import diskmill.api.identity.Caller;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A condition on who calls and what is to be done to whom, as oslo.policy writes it: {@code role:NAME}, {@code rule:NAME}, {@code
 * project_id:%(ATTRIBUTE)s} (or {@code user_id}, {@code project_name}, {@code project_domain_name}, and any literal in quotes, on the
 * left), {@code service_roles:NAME} for the service that calls for the user, {@code @} for always, {@code !} for never, joined by
 * {@code and}, {@code or}, {@code not} and parentheses.
 */
sealed interface Check {

    /**
     * @param target what {@code %(…)s} names; an attribute that is missing equals nothing
     * @param rules  what {@code rule:} names
     */
    boolean holds(Caller caller, Map<String, String> target, Map<String, Check> rules);

    record Always() implements Check {

        @Override
        public boolean holds(Caller caller, Map<String, String> target, Map<String, Check> rules) {
            return true;
        }
    }

    record Never() implements Check {

        @Override
        public boolean holds(Caller caller, Map<String, String> target, Map<String, Check> rules) {
            return false;
        }
    }

    record Role(String name) implements Check {

        @Override
        public boolean holds(Caller caller, Map<String, String> target, Map<String, Check> rules) {
            return caller.roles().stream().anyMatch(name::equalsIgnoreCase);
        }
    }

    /** A role of the service that calls for the user. */
    record ServiceRole(String name) implements Check {

        @Override
        public boolean holds(Caller caller, Map<String, String> target, Map<String, Check> rules) {
            return caller.serviceRoles().stream().anyMatch(name::equalsIgnoreCase);
        }
    }

    /** Another rule by its name, which must be there: who reads the rules sees to it. */
    record Named(String name) implements Check {

        @Override
        public boolean holds(Caller caller, Map<String, String> target, Map<String, Check> rules) {
            return Objects.requireNonNull(rules.get(name)).holds(caller, target, rules);
        }
    }

    /** What stands left of the colon: a word about the caller, or a literal. */
    sealed interface Left {

        enum Word implements Left {
            PROJECT_ID,
            PROJECT_NAME,
            PROJECT_DOMAIN_NAME,
            USER_ID
        }

        record Literal(String text) implements Left {}
    }

    /**
     * Both sides are the same.
     *
     * @param attribute of the target, or a literal
     */
    record Equal(Left left, String right, boolean attribute) implements Check {

        @Override
        public boolean holds(Caller caller, Map<String, String> target, Map<String, Check> rules) {
            @Nullable String wanted = attribute ? target.get(right) : right;
            String own =
                    switch (left) {
                        case Left.Word.PROJECT_ID -> caller.project();
                        case Left.Word.PROJECT_NAME -> caller.projectName();
                        case Left.Word.PROJECT_DOMAIN_NAME -> caller.domain();
                        case Left.Word.USER_ID -> caller.userId();
                        case Left.Literal(String text) -> text;
                    };
            return own.equals(wanted);
        }
    }

    record Not(Check check) implements Check {

        @Override
        public boolean holds(Caller caller, Map<String, String> target, Map<String, Check> rules) {
            return !check.holds(caller, target, rules);
        }
    }

    record All(List<Check> checks) implements Check {

        @Override
        public boolean holds(Caller caller, Map<String, String> target, Map<String, Check> rules) {
            return checks.stream().allMatch(check -> check.holds(caller, target, rules));
        }
    }

    record Any(List<Check> checks) implements Check {

        @Override
        public boolean holds(Caller caller, Map<String, String> target, Map<String, Check> rules) {
            return checks.stream().anyMatch(check -> check.holds(caller, target, rules));
        }
    }
}
