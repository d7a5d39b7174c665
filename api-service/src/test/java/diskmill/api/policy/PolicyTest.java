package diskmill.api.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.api.identity.Caller;
import diskmill.start.StartRefused;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

    private static final String CLOUD_ADMIN =
            "role:admin and project_name:admin and project_domain_name:Default";

    private static final Set<String> READER = Set.of("reader");
    private static final Set<String> MEMBER = Set.of("member", "reader");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    @                                            | true
                                                                 | true
                    !                                            | false
                    role:member                                  | true
                    role:MEMBER                                  | true
                    role:admin                                   | false
                    project_id:mine                              | true
                    project_id:%(owner)s                         | true
                    project_id:%(missing)s                       | false
                    user_id:me                                   | true
                    project_name:mine                            | true
                    project_name:admin                           | false
                    project_domain_name:Default                  | true
                    project_domain_name:default                  | false
                    service_roles:service                        | false
                    "public":%(visibility)s                      | true
                    'private':%(visibility)s                     | false
                    not role:admin                               | true
                    not not role:admin                           | false
                    role:admin or role:member                    | true
                    role:admin OR role:member                    | true
                    role:admin and role:member                   | false
                    role:member or role:admin and role:admin     | true
                    (role:member or role:admin) and role:admin   | false
                    not role:admin and role:member               | true
                    rule:own                                     | true
                    rule:own and not rule:publicize_image        | true
                    """)
    void aCheckMeansWhatItMeansToOsloPolicy(@Nullable String check, boolean holds) {
        Policy policy =
                policy(
                        Map.of(
                                "own",
                                "project_id:%(owner)s",
                                "get_images",
                                check == null ? "" : check));

        assertThat(
                        policy.allows(
                                Rule.GET_IMAGES,
                                caller("mine", MEMBER),
                                PolicyTarget.owned("mine", "public", null)))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "role:",
                ":x",
                "member",
                "role:a role:b",
                "(role:a",
                "role:a)",
                "and",
                "not",
                "role:a or",
                "is_admin:True",
                "rule:nowhere",
                "rule:get_images",
                "\"open",
                "http://example.com/"
            })
    void aCheckThatCannotBeReadEndsTheStartWithTheRulesName(String check) {
        assertThatThrownBy(() -> policy(Map.of("get_images", check)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("diskmill.policy.rules.get_images");
    }

    @Test
    void aDeepCheckIsRefusedAndHarmsNobody() {
        assertThatThrownBy(() -> policy(Map.of("get_images", "(".repeat(100_000) + "@")))
                .isInstanceOf(StartRefused.class);
    }

    @Test
    void byDefaultAReaderOnlyReads() {
        Policy policy = policy(Map.of());
        PolicyTarget own = PolicyTarget.owned("mine", "shared", null);
        Caller reader = caller("mine", READER);

        assertThat(policy.allows(Rule.GET_IMAGE, reader, own)).isTrue();
        assertThat(policy.allows(Rule.ADD_IMAGE, reader, own)).isFalse();
        assertThat(policy.allows(Rule.DOWNLOAD_IMAGE, reader, own)).isFalse();
        assertThat(policy.allows(Rule.ADD_IMAGE, caller("mine", MEMBER), own)).isTrue();
        assertThat(policy.allows(Rule.ADD_IMAGE, caller("other", MEMBER), own)).isFalse();
    }

    /** The document's cells for which there is no request yet, and what a setting may say. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CREATE_VOLUME   | admin       | admin | Default | true
                    CREATE_VOLUME   | admin       | mine  | Default | false
                    CREATE_VOLUME   | manager     | mine  | Default | false
                    CREATE_VOLUME   | member      | admin | Default | false
                    ADD_IMAGE       | admin       | admin | Default | true
                    ADD_IMAGE       | admin       | admin | other   | false
                    ADD_IMAGE       | admin       | mine  | Default | false
                    MANAGE_IDENTITY | admin       | admin | Default | true
                    MANAGE_IDENTITY | admin       | admin | other   | false
                    MANAGE_IDENTITY | admin       | mine  | Default | false
                    MANAGE_IDENTITY | manager     | admin | Default | false
                    """)
    void inEasyStackOnlyACloudAdminDoesThings(
            Rule rule, String role, String project, String domain, boolean allowed) {
        Policy policy = Policy.of(new PolicySettings(Profile.EASYSTACK, CLOUD_ADMIN, Map.of()));

        assertThat(
                        policy.allows(
                                rule,
                                caller(project, domain, Set.of(role)),
                                PolicyTarget.owned(project, "shared", null)))
                .isEqualTo(allowed);
    }

    @Test
    void whoIsACloudAdminIsASettingAndStillCreatesInTheAdminsProjectOnly() {
        Policy policy =
                Policy.of(new PolicySettings(Profile.EASYSTACK, "role:cloud_admin", Map.of()));
        Caller elsewhere = caller("mine", "Default", Set.of("cloud_admin"));
        Caller there = caller("admin", "Default", Set.of("cloud_admin"));

        assertThat(policy.isAdmin(elsewhere)).isTrue();
        assertThat(policy.allows(Rule.MANAGE_IDENTITY, elsewhere, PolicyTarget.of(elsewhere)))
                .isTrue();
        Caller first = caller("admin", "Default", Set.of("admin"));
        assertThat(policy.isAdmin(first)).isFalse();
        assertThat(policy.allows(Rule.MANAGE_IDENTITY, first, PolicyTarget.of(first)))
                .as("who makes somebody a cloud admin")
                .isTrue();
        assertThat(policy.allows(Rule.ADD_IMAGE, elsewhere, PolicyTarget.of(elsewhere))).isFalse();
        assertThat(policy.allows(Rule.ADD_IMAGE, there, PolicyTarget.of(there))).isTrue();
    }

    @Test
    void aRuleThatIsSetComesBeforeTheProfiles() {
        Policy policy =
                Policy.of(
                        new PolicySettings(
                                Profile.EASYSTACK,
                                CLOUD_ADMIN,
                                Map.of("add_image", "role:member")));

        assertThat(
                        policy.allows(
                                Rule.ADD_IMAGE,
                                caller("mine", MEMBER),
                                PolicyTarget.owned("mine", "shared", null)))
                .isTrue();
    }

    @Test
    void aCloudAdminThatCannotBeReadEndsTheStartWithTheSettingsName() {
        assertThatThrownBy(
                        () -> Policy.of(new PolicySettings(Profile.EASYSTACK, "nobody", Map.of())))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("diskmill.policy.cloud-admin");
    }

    private static Policy policy(Map<String, String> rules) {
        return Policy.of(new PolicySettings(Profile.GLANCE, CLOUD_ADMIN, rules));
    }

    private static Caller caller(String project, Set<String> roles) {
        return caller(project, "Default", roles);
    }

    private static Caller caller(String project, String domain, Set<String> roles) {
        return new Caller("me", "Me", project, project, domain, roles, Set.of(), "req-1");
    }
}
