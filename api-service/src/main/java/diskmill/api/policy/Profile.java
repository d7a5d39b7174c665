package diskmill.api.policy;

import java.util.HashMap;
import java.util.Map;

/** A whole set of rules to begin with. */
public enum Profile {
    /** Glance's own. */
    GLANCE {
        @Override
        Map<String, String> rules(String cloudAdmin) {
            Map<String, String> rules = new HashMap<>();
            for (Rule rule : Rule.values()) {
                rules.put(rule.toString(), rule.byDefault());
            }
            return rules;
        }
    },

    /**
     * The table of permissions of EasyStack's image service (its document's chapter 2.4): cloud admins do everything, and create in the
     * project admin alone; others, whatever their role, see what their project owns or was given a share in, and what is public. For users'
     * snapshots and boots Nova and Cinder call with a token of their own beside the user's, and may then do what these need, with the project's
     * images only.
     */
    EASYSTACK {
        @Override
        Map<String, String> rules(String cloudAdmin) {
            Map<String, String> rules = GLANCE.rules(cloudAdmin);
            rules.replaceAll((_, check) -> check.replace("role:admin", ADMIN));
            rules.put(CLOUD_ADMIN, cloudAdmin);
            EASYSTACKS.forEach((rule, check) -> rules.put(rule.toString(), check));
            return rules;
        }
    };

    /** The rule that says who is a cloud admin. */
    static final String CLOUD_ADMIN = "cloud_admin";

    /** Such as the first administrator is. */
    static final String FIRST_CLOUD_ADMIN =
            "role:admin and project_name:admin and project_domain_name:Default";

    private static final String ADMIN = "rule:" + CLOUD_ADMIN;
    private static final String OWN = "project_id:%(project_id)s";
    private static final String SHARED = "project_id:%(member_id)s";
    private static final String BY_SERVICE = ADMIN + " or (service_roles:service and " + OWN + ")";
    private static final String MEMBERS = "%s or %s or %s".formatted(ADMIN, OWN, SHARED);

    private static final Map<Rule, String> EASYSTACKS =
            Map.ofEntries(
                    Map.entry(
                            Rule.GET_IMAGE,
                            "%s or role:service or %s or %s or \"public\":%%(visibility)s"
                                    .formatted(ADMIN, OWN, SHARED)),
                    Map.entry(Rule.GET_IMAGES, "@"),
                    Map.entry(
                            Rule.ADD_IMAGE,
                            "project_id:%(owner)s and (service_roles:service or (rule:cloud_admin and project_name:admin and project_domain_name:Default))"),
                    Map.entry(Rule.UPLOAD_IMAGE, BY_SERVICE),
                    Map.entry(Rule.MODIFY_IMAGE, BY_SERVICE),
                    Map.entry(Rule.DELETE_IMAGE, BY_SERVICE),
                    Map.entry(Rule.SET_IMAGE_LOCATION, BY_SERVICE),
                    Map.entry(Rule.ADD_IMAGE_LOCATION, "role:service or " + BY_SERVICE),
                    Map.entry(Rule.GET_IMAGE_LOCATION, BY_SERVICE),
                    Map.entry(
                            Rule.DOWNLOAD_IMAGE,
                            ADMIN + " or role:service or service_roles:service"),
                    Map.entry(Rule.CREATE_VOLUME, ADMIN),
                    // whoever else is said to be a cloud admin has to be made one by somebody
                    Map.entry(
                            Rule.MANAGE_IDENTITY, "%s or (%s)".formatted(ADMIN, FIRST_CLOUD_ADMIN)),
                    Map.entry(Rule.COMMUNITIZE_IMAGE, ADMIN),
                    Map.entry(Rule.DEACTIVATE, ADMIN),
                    Map.entry(Rule.REACTIVATE, ADMIN),
                    Map.entry(Rule.ADD_MEMBER, ADMIN),
                    Map.entry(Rule.DELETE_MEMBER, ADMIN),
                    Map.entry(Rule.GET_MEMBER, MEMBERS),
                    Map.entry(Rule.GET_MEMBERS, MEMBERS),
                    Map.entry(Rule.MODIFY_MEMBER, ADMIN + " or " + SHARED));

    /**
     * Checks by the rules' names.
     *
     * @param cloudAdmin the check that says who is a cloud admin, for the profile that has them
     */
    abstract Map<String, String> rules(String cloudAdmin);
}
