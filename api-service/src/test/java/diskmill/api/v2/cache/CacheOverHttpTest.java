package diskmill.api.v2.cache;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import diskmill.api.identity.TestMembers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

class CacheOverHttpTest extends FaceTest {

    @Autowired private ApplicationContext context;

    @ParameterizedTest
    @CsvSource({
        "GET, /v2/cache",
        "DELETE, /v2/cache",
        "PUT, /v2/cache/6ff0eaa6-a444-441b-b769-78099d06f985",
        "DELETE, /v2/cache/6ff0eaa6-a444-441b-b769-78099d06f985",
        "GET, /v2/cache/nodes/6ff0eaa6-a444-441b-b769-78099d06f985",
        "POST, /v2/cache/clean",
        "POST, /v2/cache/prune"
    })
    void thereIsNoCacheAndOnlyAnAdminIsToldSo(String method, String path) {
        String name = TestMembers.create(context);
        String member = login(name, TestMembers.PASSWORD, name);

        HttpResponse<String> toAdmin =
                send(method, path, null, Map.of("X-Auth-Token", adminToken()));

        assertThat(toAdmin.statusCode()).isEqualTo(404);
        assertThat(json(toAdmin).get("message").stringValue())
                .isEqualTo("Caching via API is not supported at this site.");
        assertThat(send(method, path, null, Map.of("X-Auth-Token", member)).statusCode())
                .isEqualTo(403);
    }
}
