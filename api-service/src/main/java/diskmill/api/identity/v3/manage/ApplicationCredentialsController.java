package diskmill.api.identity.v3.manage;

import diskmill.api.identity.Session;
import diskmill.api.identity.accounts.ApplicationCredential;
import diskmill.api.identity.accounts.ApplicationCredentials;
import diskmill.api.identity.tokens.Tokens;
import diskmill.api.identity.v3.Fields;
import diskmill.api.web.PublicAddress;
import diskmill.api.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Application credentials: a user makes them, and deletes them as an admin also may. */
@RestController
@RequestMapping("/v3/users/{user}/application_credentials")
final class ApplicationCredentialsController {

    private final SecureRandom random = new SecureRandom();
    private final ApplicationCredentials credentials;
    private final Tokens tokens;
    private final Access access;
    private final PublicAddress address;
    private final Clock clock;

    ApplicationCredentialsController(
            ApplicationCredentials credentials,
            Tokens tokens,
            Access access,
            PublicAddress address,
            Clock clock) {
        this.credentials = credentials;
        this.tokens = tokens;
        this.access = access;
        this.address = address;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<Map<String, ?>> list(
            @PathVariable String user,
            @RequestParam(required = false) @Nullable String name,
            Session asking,
            HttpServletRequest request) {
        access.toLookOrSelf(asking, user);
        Documents documents = Documents.in(request, address);
        List<ApplicationCredential> found = credentials.list(user, name);
        return documents.list(
                "application_credentials",
                found.stream().map(each -> documents.credential(each, null)).toList());
    }

    @GetMapping("/{id}")
    ResponseEntity<Map<String, ?>> show(
            @PathVariable String user,
            @PathVariable String id,
            Session asking,
            HttpServletRequest request) {
        access.toLookOrSelf(asking, user);
        return answer(200, find(user, id), null, request);
    }

    @PostMapping
    ResponseEntity<Map<String, ?>> create(
            @PathVariable String user, Session asking, HttpServletRequest request)
            throws IOException, InterruptedException {
        if (!asking.user().id().equals(user)) {
            throw Refusal.forbidden(
                    "Only the user itself makes application credentials: they pass on its own roles.");
        }
        checkUnrestricted(asking);
        Session.Named project = asking.project();
        if (project == null) {
            throw Refusal.forbidden(
                    "An application credential is for a project; come with a token for one.");
        }
        NewCredential asked =
                NewCredential.read(
                        Fields.of(request, "application_credential"),
                        asking,
                        project,
                        clock.instant());
        String secret = asked.secret() == null ? newSecret() : asked.secret();
        ApplicationCredential made =
                Access.unlessTaken(
                        "application credential", () -> credentials.insert(asked.wanted(), secret));
        return answer(201, made, secret, request);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            @PathVariable String user, @PathVariable String id, Session asking) {
        access.toManageOrSelf(asking, user);
        checkUnrestricted(asking);
        if (!credentials.delete(user, id)) {
            throw Access.noSuch("application credential");
        }
        tokens.forgetAll();
        return ResponseEntity.noContent().build();
    }

    private ApplicationCredential find(String user, String id) {
        return credentials
                .find(user, id)
                .orElseThrow(() -> Access.noSuch("application credential"));
    }

    private static void checkUnrestricted(Session asking) {
        Session.Credential credential = asking.credential();
        if (credential != null && credential.restricted()) {
            throw Refusal.forbidden(
                    "A restricted application credential makes and deletes no others; log in with the password.");
        }
    }

    /** 43 characters, within what bcrypt reads. */
    private String newSecret() {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    private ResponseEntity<Map<String, ?>> answer(
            int status,
            ApplicationCredential credential,
            @Nullable String secret,
            HttpServletRequest request) {
        return Documents.one(
                status,
                "application_credential",
                Documents.in(request, address).credential(credential, secret));
    }
}
