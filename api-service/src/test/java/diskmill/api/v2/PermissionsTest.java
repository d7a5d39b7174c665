package diskmill.api.v2;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Who may do what to which image, by Glance's policies: the whole of it is the table. */
class PermissionsTest extends PermissionTable {

    private static final String TABLE =
            """
            request                                            | role    | own other pending accepted public community
            POST /v2/images {}                                 | reader  | 403 -   -   -   -   -
            POST /v2/images {}                                 | member  | 201 -   -   -   -   -
            POST /v2/images {}                                 | manager | 201 -   -   -   -   -
            POST /v2/images {}                                 | admin   | 201 -   -   -   -   -
            POST /v2/images {}                                 | service | 403 -   -   -   -   -

            GET {image}                                        | reader  | 200 404 200 200 200 200
            GET {image}                                        | member  | 200 404 200 200 200 200
            GET {image}                                        | manager | 200 404 200 200 200 200
            GET {image}                                        | admin   | 200 200 200 200 200 200
            GET {image}                                        | service | 200 200 200 200 200 200

            HEAD {image}                                       | reader  | 200 404 200 200 200 200
            HEAD {image}                                       | service | 200 200 200 200 200 200

            GET {image}/file                                   | reader  | 403 404 403 403 403 403
            GET {image}/file                                   | member  | 204 404 204 204 204 204
            GET {image}/file                                   | manager | 204 404 204 204 204 204
            GET {image}/file                                   | admin   | 204 204 204 204 204 204
            GET {image}/file                                   | service | 204 204 204 204 204 204

            PATCH {image} []                                   | reader  | 403 404 403 403 403 403
            PATCH {image} []                                   | member  | 200 404 403 403 403 403
            PATCH {image} []                                   | manager | 200 404 403 403 403 403
            PATCH {image} []                                   | admin   | 200 200 200 200 200 200
            PATCH {image} []                                   | service | 403 403 403 403 403 403

            PATCH {image} [{"op":"replace","path":"/visibility","value":"public"}]    | member  | 403 404 403 403 403 403
            PATCH {image} [{"op":"replace","path":"/visibility","value":"public"}]    | manager | 403 404 403 403 403 403
            PATCH {image} [{"op":"replace","path":"/visibility","value":"public"}]    | admin   | 200 200 200 200 200 200
            PATCH {image} [{"op":"replace","path":"/visibility","value":"community"}] | member  | 200 404 403 403 403 403
            PATCH {image} [{"op":"replace","path":"/visibility","value":"community"}] | admin   | 200 200 200 200 200 200
            PATCH {image} [{"op":"replace","path":"/owner","value":"me"}]             | member  | 403 404 403 403 403 403
            PATCH {image} [{"op":"replace","path":"/owner","value":"me"}]             | manager | 403 404 403 403 403 403
            PATCH {image} [{"op":"replace","path":"/owner","value":"me"}]             | admin   | 200 200 200 200 200 200

            DELETE {image}                                     | reader  | 403 404 403 403 403 403
            DELETE {image}                                     | member  | 204 404 403 403 403 403
            DELETE {image}                                     | manager | 204 404 403 403 403 403
            DELETE {image}                                     | admin   | 204 204 204 204 204 204
            DELETE {image}                                     | service | 403 403 403 403 403 403

            PUT {image}/tags/new                               | reader  | 403 404 403 403 403 403
            PUT {image}/tags/new                               | member  | 204 404 403 403 403 403
            PUT {image}/tags/new                               | manager | 204 404 403 403 403 403
            PUT {image}/tags/new                               | admin   | 204 204 204 204 204 204
            PUT {image}/tags/new                               | service | 403 403 403 403 403 403

            DELETE {image}/tags/old                            | reader  | 403 404 403 403 403 403
            DELETE {image}/tags/old                            | member  | 204 404 403 403 403 403
            DELETE {image}/tags/old                            | manager | 204 404 403 403 403 403
            DELETE {image}/tags/old                            | admin   | 204 204 204 204 204 204
            DELETE {image}/tags/old                            | service | 403 403 403 403 403 403

            PUT {image}/tags {"tags":["new"]}                  | reader  | 403 404 403 403 403 403
            PUT {image}/tags {"tags":["new"]}                  | member  | 200 404 403 403 403 403
            PUT {image}/tags {"tags":["new"]}                  | manager | 200 404 403 403 403 403
            PUT {image}/tags {"tags":["new"]}                  | admin   | 200 200 200 200 200 200
            PUT {image}/tags {"tags":["new"]}                  | service | 403 403 403 403 403 403

            POST {image}/actions/create-volume {}              | reader  | 403 404 403 403 403 403
            POST {image}/actions/create-volume {}              | member  | 409 404 409 409 409 409
            POST {image}/actions/create-volume {}              | manager | 409 404 409 409 409 409
            POST {image}/actions/create-volume {}              | admin   | 409 409 409 409 409 409
            POST {image}/actions/create-volume {}              | service | 409 409 409 409 409 409

            GET {image}/members                                | reader  | 200 404 200 200 403 403
            GET {image}/members                                | member  | 200 404 200 200 403 403
            GET {image}/members                                | manager | 200 404 200 200 403 403
            GET {image}/members                                | admin   | 200 403 200 200 403 403
            GET {image}/members                                | service | 403 403 403 403 403 403

            POST {image}/members {"member":"guest"}            | reader  | 403 404 403 403 403 403
            POST {image}/members {"member":"guest"}            | member  | 200 404 403 403 403 403
            POST {image}/members {"member":"guest"}            | manager | 200 404 403 403 403 403
            POST {image}/members {"member":"guest"}            | admin   | 200 403 200 200 403 403
            POST {image}/members {"member":"guest"}            | service | 403 403 403 403 403 403

            GET {image}/members/{member}                       | reader  | 200 404 200 200 404 404
            GET {image}/members/{member}                       | member  | 200 404 200 200 404 404
            GET {image}/members/{member}                       | manager | 200 404 200 200 404 404
            GET {image}/members/{member}                       | admin   | 200 404 200 200 404 404
            GET {image}/members/{member}                       | service | 404 404 404 404 404 404

            PUT {image}/members/{member} {"status":"accepted"} | reader  | 403 404 403 403 403 403
            PUT {image}/members/{member} {"status":"accepted"} | member  | 403 404 200 200 403 403
            PUT {image}/members/{member} {"status":"accepted"} | manager | 403 404 200 200 403 403
            PUT {image}/members/{member} {"status":"accepted"} | admin   | 200 403 200 200 403 403
            PUT {image}/members/{member} {"status":"accepted"} | service | 403 403 403 403 403 403

            DELETE {image}/members/{member}                    | reader  | 403 404 403 403 403 403
            DELETE {image}/members/{member}                    | member  | 204 404 403 403 403 403
            DELETE {image}/members/{member}                    | manager | 204 404 403 403 403 403
            DELETE {image}/members/{member}                    | admin   | 204 403 204 204 403 403
            DELETE {image}/members/{member}                    | service | 403 403 403 403 403 403

            GET {image}/locations                              | reader  | 403 404 403 403 403 403
            GET {image}/locations                              | member  | 403 404 403 403 403 403
            GET {image}/locations                              | manager | 403 404 403 403 403 403
            GET {image}/locations                              | admin   | 403 403 403 403 403 403
            GET {image}/locations                              | service | 200 200 200 200 200 200

            POST {image}/locations {"url":1}                   | reader  | 403 404 403 403 403 403
            POST {image}/locations {"url":1}                   | member  | 400 404 403 403 403 403
            POST {image}/locations {"url":1}                   | manager | 400 404 403 403 403 403
            POST {image}/locations {"url":1}                   | admin   | 400 400 400 400 400 400
            POST {image}/locations {"url":1}                   | service | 400 400 400 400 400 400

            LIST                                               | reader  | yes no  no  yes yes no
            LIST                                               | member  | yes no  no  yes yes no
            LIST                                               | manager | yes no  no  yes yes no
            LIST                                               | admin   | yes yes yes yes yes no
            LIST                                               | service | 403 403 403 403 403 403
            LIST &member_status=pending                        | reader  | yes no  yes no  yes no
            LIST &member_status=rejected                       | reader  | yes no  no  no  yes no
            LIST &member_status=all                            | reader  | yes no  yes yes yes no
            LIST &visibility=shared                            | reader  | yes no  no  yes no  no
            LIST &visibility=shared&member_status=pending      | reader  | yes no  yes no  no  no
            LIST &visibility=private                           | reader  | no  no  no  no  no  no
            LIST &visibility=private                           | admin   | no  yes no  no  no  no
            LIST &visibility=public                            | reader  | no  no  no  no  yes no
            LIST &visibility=community                         | reader  | no  no  no  no  no  yes
            LIST &visibility=all                               | reader  | yes no  no  yes yes yes
            LIST &visibility=all                               | admin   | yes yes yes yes yes yes

            GET /v1/admin/access-tokens                        | member  | 403 -   -   -   -   -
            GET /v1/admin/access-tokens                        | manager | 403 -   -   -   -   -
            GET /v1/admin/access-tokens                        | admin   | 200 -   -   -   -   -
            POST /v1/admin/access-tokens {}                    | manager | 403 -   -   -   -   -
            POST /v1/admin/access-tokens {}                    | admin   | 400 -   -   -   -   -
            DELETE /v1/admin/access-tokens/none                | manager | 403 -   -   -   -   -
            DELETE /v1/admin/access-tokens/none                | admin   | 404 -   -   -   -   -

            # accounts, in local mode: by Keystone's defaults an admin of whatever project
            GET /v3/users                                      | manager | 403 -   -   -   -   -
            GET /v3/users                                      | admin   | 200 -   -   -   -   -
            GET /v3/projects                                   | manager | 403 -   -   -   -   -
            GET /v3/projects                                   | admin   | 200 -   -   -   -   -
            GET /v3/role_assignments                           | manager | 403 -   -   -   -   -
            GET /v3/role_assignments                           | admin   | 200 -   -   -   -   -
            POST /v3/projects {}                               | manager | 403 -   -   -   -   -
            POST /v3/projects {}                               | admin   | 400 -   -   -   -   -
            PATCH /v3/projects/none {"project":{}}             | manager | 403 -   -   -   -   -
            PATCH /v3/projects/none {"project":{}}             | admin   | 404 -   -   -   -   -
            DELETE /v3/projects/none                           | manager | 403 -   -   -   -   -
            DELETE /v3/projects/none                           | admin   | 404 -   -   -   -   -
            POST /v3/users {}                                  | manager | 403 -   -   -   -   -
            POST /v3/users {}                                  | admin   | 400 -   -   -   -   -
            PATCH /v3/users/none {"user":{}}                   | manager | 403 -   -   -   -   -
            PATCH /v3/users/none {"user":{}}                   | admin   | 404 -   -   -   -   -
            DELETE /v3/users/none                              | manager | 403 -   -   -   -   -
            DELETE /v3/users/none                              | admin   | 404 -   -   -   -   -
            POST /v3/roles {}                                  | manager | 403 -   -   -   -   -
            POST /v3/roles {}                                  | admin   | 400 -   -   -   -   -
            PATCH /v3/roles/none {"role":{}}                   | manager | 403 -   -   -   -   -
            PATCH /v3/roles/none {"role":{}}                   | admin   | 404 -   -   -   -   -
            DELETE /v3/roles/none                              | manager | 403 -   -   -   -   -
            DELETE /v3/roles/none                              | admin   | 404 -   -   -   -   -
            PUT /v3/projects/none/users/none/roles/none        | manager | 403 -   -   -   -   -
            PUT /v3/projects/none/users/none/roles/none        | admin   | 404 -   -   -   -   -
            DELETE /v3/projects/none/users/none/roles/none     | manager | 403 -   -   -   -   -
            DELETE /v3/projects/none/users/none/roles/none     | admin   | 404 -   -   -   -   -
            DELETE /v3/users/none/application_credentials/none | manager | 403 -   -   -   -   -
            DELETE /v3/users/none/application_credentials/none | admin   | 404 -   -   -   -   -

            GET /v2/images?marker={id}                         | reader  | 200 400 200 200 200 200
            GET /v2/images?marker={id}                         | admin   | 200 200 200 200 200 200

            POST {v1}/create {}                                | reader  | 403 -   -   -   -   -
            POST {v1}/create {}                                | member  | 400 -   -   -   -   -
            POST {v1}/create {}                                | service | 403 -   -   -   -   -
            GET {v1}/list                                      | reader  | 200 -   -   -   -   -
            GET {v1}/list                                      | service | 403 -   -   -   -   -
            GET {v1}/{id}/get                                  | reader  | 200 404 200 200 200 200
            GET {v1}/{id}/get                                  | member  | 200 404 200 200 200 200
            GET {v1}/{id}/get                                  | admin   | 200 200 200 200 200 200
            GET {v1}/{id}/get                                  | service | 200 200 200 200 200 200
            POST {v1}/{id}/update {}                           | reader  | 403 404 403 403 403 403
            POST {v1}/{id}/update {}                           | member  | 200 404 403 403 403 403
            POST {v1}/{id}/update {}                           | manager | 200 404 403 403 403 403
            POST {v1}/{id}/update {}                           | admin   | 200 200 200 200 200 200
            POST {v1}/{id}/update {}                           | service | 403 403 403 403 403 403
            GET {v1}/{id}/delete                               | reader  | 403 404 403 403 403 403
            GET {v1}/{id}/delete                               | member  | 200 404 403 403 403 403
            GET {v1}/{id}/delete                               | manager | 200 404 403 403 403 403
            GET {v1}/{id}/delete                               | admin   | 200 200 200 200 200 200
            GET {v1}/{id}/delete                               | service | 403 403 403 403 403 403
            """;

    @TestFactory
    Stream<DynamicTest> everyRowOfTheTableHolds() {
        return rows(TABLE);
    }
}
