package diskmill.api.v2;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.test.context.TestPropertySource;

/**
 * Who may do what to which image in EasyStack: the table of its document's chapter 2.4, and what Nova and Cinder need for a user. Department
 * and project administrators are there those who have the role admin or manager in their project. The images have no bytes: who may make
 * a volume of one, or download it, is told that by 409, or 204.
 */
@TestPropertySource(properties = "diskmill.policy.profile=easystack")
class EasyStackPermissionsTest extends PermissionTable {

    /** {@code by}: with a token of somebody of this role beside the user's, as {@code X-Service-Token}. */
    private static final String TABLE =
            """
            request                                                                | who                 | own other pending accepted public community
            # information: those of joined projects
            GET {image}                                                            | cloud admin         | 200 200 200 200 200 200
            GET {image}                                                            | admin               | 200 404 200 200 200 404
            GET {image}                                                            | manager             | 200 404 200 200 200 404
            GET {image}                                                            | member              | 200 404 200 200 200 404
            GET {image}                                                            | reader              | 200 404 200 200 200 404
            LIST                                                                   | cloud admin         | yes yes yes yes yes no
            LIST                                                                   | admin               | yes no  no  yes yes no
            LIST                                                                   | manager             | yes no  no  yes yes no
            LIST                                                                   | member              | yes no  no  yes yes no
            LIST &visibility=all                                                   | cloud admin         | yes yes yes yes yes yes
            LIST &visibility=all&member_status=all                                 | admin               | yes no  yes yes yes no
            LIST &visibility=all&member_status=all                                 | member              | yes no  yes yes yes no

            # creation: in the project admin of the domain Default
            POST /v2/images {}                                                     | cloud admin         | 201 -   -   -   -   -
            POST /v2/images {"owner":"another"}                                    | cloud admin         | 403 -   -   -   -   -
            POST /v2/images {}                                                     | admin               | 403 -   -   -   -   -
            POST /v2/images {}                                                     | manager             | 403 -   -   -   -   -
            POST /v2/images {}                                                     | member              | 403 -   -   -   -   -
            POST /v2/images {}                                                     | reader              | 403 -   -   -   -   -
            POST /v2/images {}                                                     | service             | 403 -   -   -   -   -
            POST /v2/images {}                                                     | member by a service | 201 -   -   -   -   -
            POST /v2/images {}                                                     | reader by a service | 201 -   -   -   -   -
            POST /v2/images {"owner":"another"}                                    | member by a service | 403 -   -   -   -   -
            POST /v2/images {"visibility":"public"}                                | cloud admin         | 201 -   -   -   -   -
            POST /v2/images {"visibility":"public"}                                | member by a service | 403 -   -   -   -   -
            POST /v2/images {}                                                     | member by a member  | 403 -   -   -   -   -
            POST /v2/images {}                                                     | member by nobody    | 401 -   -   -   -   -

            # configuration
            PATCH {image} []                                                       | cloud admin         | 200 200 200 200 200 200
            PATCH {image} []                                                       | admin               | 403 404 403 403 403 404
            PATCH {image} []                                                       | manager             | 403 404 403 403 403 404
            PATCH {image} []                                                       | member              | 403 404 403 403 403 404
            PATCH {image} []                                                       | reader              | 403 404 403 403 403 404
            PATCH {image} []                                                       | member by a service | 200 404 403 403 403 404
            PATCH {image} [{"op":"replace","path":"/visibility","value":"public"}] | cloud admin         | 200 200 200 200 200 200
            PATCH {image} [{"op":"replace","path":"/visibility","value":"public"}] | admin               | 403 404 403 403 403 404
            PATCH {image} [{"op":"replace","path":"/visibility","value":"public"}] | manager             | 403 404 403 403 403 404
            PATCH {image} [{"op":"replace","path":"/visibility","value":"public"}] | member              | 403 404 403 403 403 404
            PATCH {image} [{"op":"replace","path":"/visibility","value":"public"}] | reader              | 403 404 403 403 403 404
            PATCH {image} [{"op":"replace","path":"/visibility","value":"public"}] | member by a service | 403 404 403 403 403 404

            # download
            GET {image}/file                                                       | cloud admin         | 204 204 204 204 204 204
            GET {image}/file                                                       | admin               | 403 404 403 403 403 404
            GET {image}/file                                                       | manager             | 403 404 403 403 403 404
            GET {image}/file                                                       | member              | 403 404 403 403 403 404
            GET {image}/file                                                       | reader              | 403 404 403 403 403 404
            GET {image}/file                                                       | member by a service | 204 404 204 204 204 404

            # a volume from an image
            POST {image}/actions/create-volume {}                                  | cloud admin         | 409 409 409 409 409 409
            POST {image}/actions/create-volume {}                                  | admin               | 403 404 403 403 403 404
            POST {image}/actions/create-volume {}                                  | manager             | 403 404 403 403 403 404
            POST {image}/actions/create-volume {}                                  | member              | 403 404 403 403 403 404
            POST {image}/actions/create-volume {}                                  | reader              | 403 404 403 403 403 404
            POST {image}/actions/create-volume {}                                  | service             | 403 403 403 403 403 403
            POST {image}/actions/create-volume {}                                  | member by a service | 403 404 403 403 403 404

            # tags
            PUT {image}/tags/new                                                   | cloud admin         | 204 204 204 204 204 204
            PUT {image}/tags/new                                                   | admin               | 403 404 403 403 403 404
            PUT {image}/tags/new                                                   | manager             | 403 404 403 403 403 404
            PUT {image}/tags/new                                                   | member              | 403 404 403 403 403 404
            PUT {image}/tags/new                                                   | reader              | 403 404 403 403 403 404
            PUT {image}/tags/new                                                   | member by a service | 204 404 403 403 403 404
            PUT {image}/tags {"tags":["new"]}                                      | cloud admin         | 200 200 200 200 200 200
            PUT {image}/tags {"tags":["new"]}                                      | admin               | 403 404 403 403 403 404
            PUT {image}/tags {"tags":["new"]}                                      | manager             | 403 404 403 403 403 404
            PUT {image}/tags {"tags":["new"]}                                      | member              | 403 404 403 403 403 404
            PUT {image}/tags {"tags":["new"]}                                      | reader              | 403 404 403 403 403 404
            DELETE {image}/tags/old                                                | cloud admin         | 204 204 204 204 204 204
            DELETE {image}/tags/old                                                | admin               | 403 404 403 403 403 404
            DELETE {image}/tags/old                                                | manager             | 403 404 403 403 403 404
            DELETE {image}/tags/old                                                | member              | 403 404 403 403 403 404
            DELETE {image}/tags/old                                                | reader              | 403 404 403 403 403 404

            # deletion
            DELETE {image}                                                         | cloud admin         | 204 204 204 204 204 204
            DELETE {image}                                                         | admin               | 403 404 403 403 403 404
            DELETE {image}                                                         | manager             | 403 404 403 403 403 404
            DELETE {image}                                                         | member              | 403 404 403 403 403 404
            DELETE {image}                                                         | reader              | 403 404 403 403 403 404
            DELETE {image}                                                         | member by a service | 204 404 403 403 403 404

            # what the document says nothing of
            POST {image}/actions/deactivate                                        | admin               | 403 404 403 403 403 404
            POST {image}/members {"member":"guest"}                                | admin               | 403 404 403 403 403 404
            PUT {image}/members/{member} {"status":"accepted"}                     | member              | 403 404 200 200 403 404
            GET /v1/admin/access-tokens                                            | cloud admin         | 200 -   -   -   -   -
            GET /v1/admin/access-tokens                                            | admin               | 403 -   -   -   -   -

            # accounts, in local mode: an admin of some project would make itself a cloud admin
            GET /v3/users                                                          | cloud admin         | 200 -   -   -   -   -
            GET /v3/users                                                          | admin               | 200 -   -   -   -   -
            GET /v3/users                                                          | member              | 403 -   -   -   -   -
            GET /v3/projects                                                       | cloud admin         | 200 -   -   -   -   -
            GET /v3/projects                                                       | admin               | 200 -   -   -   -   -
            GET /v3/projects                                                       | member              | 403 -   -   -   -   -
            GET /v3/role_assignments                                               | cloud admin         | 200 -   -   -   -   -
            GET /v3/role_assignments                                               | admin               | 200 -   -   -   -   -
            GET /v3/role_assignments                                               | member              | 403 -   -   -   -   -
            POST /v3/projects {}                                                   | cloud admin         | 400 -   -   -   -   -
            POST /v3/projects {}                                                   | admin               | 403 -   -   -   -   -
            PATCH /v3/projects/none {"project":{}}                                 | cloud admin         | 404 -   -   -   -   -
            PATCH /v3/projects/none {"project":{}}                                 | admin               | 403 -   -   -   -   -
            DELETE /v3/projects/none                                               | cloud admin         | 404 -   -   -   -   -
            DELETE /v3/projects/none                                               | admin               | 403 -   -   -   -   -
            POST /v3/users {}                                                      | cloud admin         | 400 -   -   -   -   -
            POST /v3/users {}                                                      | admin               | 403 -   -   -   -   -
            PATCH /v3/users/none {"user":{}}                                       | cloud admin         | 404 -   -   -   -   -
            PATCH /v3/users/none {"user":{}}                                       | admin               | 403 -   -   -   -   -
            DELETE /v3/users/none                                                  | cloud admin         | 404 -   -   -   -   -
            DELETE /v3/users/none                                                  | admin               | 403 -   -   -   -   -
            POST /v3/roles {}                                                      | cloud admin         | 400 -   -   -   -   -
            POST /v3/roles {}                                                      | admin               | 403 -   -   -   -   -
            PATCH /v3/roles/none {"role":{}}                                       | cloud admin         | 404 -   -   -   -   -
            PATCH /v3/roles/none {"role":{}}                                       | admin               | 403 -   -   -   -   -
            DELETE /v3/roles/none                                                  | cloud admin         | 404 -   -   -   -   -
            DELETE /v3/roles/none                                                  | admin               | 403 -   -   -   -   -
            PUT /v3/projects/none/users/none/roles/none                            | cloud admin         | 404 -   -   -   -   -
            PUT /v3/projects/none/users/none/roles/none                            | admin               | 403 -   -   -   -   -
            DELETE /v3/projects/none/users/none/roles/none                         | cloud admin         | 404 -   -   -   -   -
            DELETE /v3/projects/none/users/none/roles/none                         | admin               | 403 -   -   -   -   -
            DELETE /v3/users/none/application_credentials/none                     | cloud admin         | 404 -   -   -   -   -
            DELETE /v3/users/none/application_credentials/none                     | admin               | 403 -   -   -   -   -
            """;

    @TestFactory
    Stream<DynamicTest> everyCellOfTheTableHolds() {
        return rows(TABLE);
    }

    @Override
    Map<String, String> logIn(String who) {
        return switch (who) {
            case "cloud admin" -> Map.of("X-Auth-Token", adminToken());
            case "member by a service" -> by("member", newUser("service").token());
            case "reader by a service" -> by("reader", newUser("service").token());
            case "member by a member" -> by("member", newUser("member").token());
            case "member by nobody" -> by("member", "nobodys");
            default -> super.logIn(who);
        };
    }

    private Map<String, String> by(String role, String token) {
        return Map.of("X-Auth-Token", newUser(ours(), role).token(), "X-Service-Token", token);
    }
}
