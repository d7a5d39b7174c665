package diskmill.api.v2.metadefs;

import diskmill.api.identity.Caller;
import diskmill.api.metadefs.Namespace;
import diskmill.api.metadefs.Namespace.Visibility;
import diskmill.api.metadefs.Namespaces;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Policy;
import diskmill.api.policy.PolicyTarget;
import diskmill.api.policy.Rule;
import diskmill.api.web.Refusal;
import diskmill.api.web.Text;

/**
 * Who may do what with a namespace. One that a caller may not see is not there (404), as are private ones of other projects whatever the
 * rules say; what it sees and may not do is forbidden (403).
 */
final class NamespaceAccess {

    private final Namespaces namespaces;
    private final Policy policy;
    private final ImagePolicy refusing;

    NamespaceAccess(Namespaces namespaces, Policy policy, ImagePolicy refusing) {
        this.namespaces = namespaces;
        this.policy = policy;
        this.refusing = refusing;
    }

    /** @throws Refusal 404; 403 if the caller sees the namespace, and one of the rules denies it the rest */
    Namespace permitted(String name, Caller caller, Rule... rules) {
        Namespace namespace = reached(name, caller);
        boolean seen = sees(namespace, caller);
        for (Rule rule : rules) {
            if (!seen && !policy.allows(rule, caller, target(namespace))) {
                throw notFound(name);
            }
            refusing.check(rule, caller, target(namespace));
        }
        return namespace;
    }

    /** The namespace, for reading it. @throws Refusal as above */
    Namespace visible(String name, Caller caller, Rule... rules) {
        Namespace namespace = reached(name, caller);
        if (!sees(namespace, caller)) {
            throw notFound(name);
        }
        for (Rule rule : rules) {
            refusing.check(rule, caller, target(namespace));
        }
        return namespace;
    }

    /** The namespace, for taking it or something in it away. @throws Refusal as above; 403 if it is protected */
    Namespace deletable(String name, Caller caller, Rule... rules) {
        Namespace namespace = permitted(name, caller, rules);
        if (namespace.isProtected()) {
            throw Refusal.forbidden(
                    "Namespace %s is protected: neither it nor anything in it can be deleted. Set its field protected to false first."
                            .formatted(name));
        }
        return namespace;
    }

    boolean sees(Namespace namespace, Caller caller) {
        return policy.allows(Rule.GET_METADEF_NAMESPACE, caller, target(namespace));
    }

    boolean allows(Rule rule, Namespace namespace, Caller caller) {
        return policy.allows(rule, caller, target(namespace));
    }

    boolean isAdmin(Caller caller) {
        return policy.isAdmin(caller);
    }

    /** For what is about no namespace that there is. @throws Refusal 403 */
    void check(Caller caller, Rule... rules) {
        for (Rule rule : rules) {
            refusing.check(rule, caller);
        }
    }

    /** @throws Refusal 403 unless the caller may say that this project owns the namespace */
    void checkOwner(String owner, Caller caller) {
        if (!owner.equals(caller.project()) && !isAdmin(caller)) {
            throw Refusal.forbidden("Only an admin gives a namespace to another project.");
        }
    }

    static Refusal notFound(String name) {
        return Refusal.notFound(
                "There is no namespace %s, or it is not for you to see."
                        .formatted(Text.isStorable(name) ? name : "of this name"));
    }

    private Namespace reached(String name, Caller caller) {
        if (!Text.isStorable(name)) {
            throw notFound(name);
        }
        return namespaces
                .find(name)
                .filter(namespace ->
                        namespace.visibility() == Visibility.PUBLIC
                                || namespace.owner().equals(caller.project())
                                || isAdmin(caller))
                .orElseThrow(() -> notFound(name));
    }

    private static PolicyTarget target(Namespace namespace) {
        return PolicyTarget.owned(namespace.owner(), namespace.visibility().toString(), null);
    }
}
