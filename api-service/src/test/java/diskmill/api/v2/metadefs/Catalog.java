package diskmill.api.v2.metadefs;

import diskmill.api.FaceTest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** A test with an admin, and namespaces of its own. */
abstract class Catalog extends FaceTest {

    static final String ALL = "/v2/metadefs/namespaces";

    As admin;

    @BeforeEach
    void logIn() {
        admin = new As(adminToken());
    }

    static String newName() {
        return "Test::" + UUID.randomUUID();
    }

    /**
     * @param more fields of the body, each after a comma
     * @return the new namespace's path
     */
    String newNamespace(String more) {
        String name = newName();
        HttpResponse<String> answer =
                admin.post(ALL, "{\"namespace\": \"%s\"%s}".formatted(name, more));
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return ALL + "/" + name;
    }
}
