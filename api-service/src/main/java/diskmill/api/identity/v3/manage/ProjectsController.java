package diskmill.api.identity.v3.manage;

import diskmill.api.identity.Session;
import diskmill.api.identity.accounts.Change;
import diskmill.api.identity.accounts.Project;
import diskmill.api.identity.accounts.Projects;
import diskmill.api.identity.tokens.Tokens;
import diskmill.api.identity.v3.Domain;
import diskmill.api.identity.v3.Fields;
import diskmill.api.web.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Projects. */
@RestController
final class ProjectsController {

    private final Projects projects;
    private final Tokens tokens;
    private final Access access;
    private final PublicAddress address;

    ProjectsController(Projects projects, Tokens tokens, Access access, PublicAddress address) {
        this.projects = projects;
        this.tokens = tokens;
        this.access = access;
        this.address = address;
    }

    @GetMapping("/v3/projects")
    ResponseEntity<Map<String, ?>> list(
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String enabled,
            @RequestParam(name = "domain_id", required = false) @Nullable String domain,
            @RequestParam(name = "parent_id", required = false) @Nullable String parent,
            @RequestParam(name = "is_domain", required = false) @Nullable String domains,
            Session asking,
            HttpServletRequest request) {
        access.toLook(asking);
        boolean here =
                Domain.includes(domain)
                        && Domain.includes(parent)
                        && (domains == null || !Changes.isTrue(domains));
        return answer(here ? projects.list(Changes.filter(name, enabled)) : List.of(), request);
    }

    /** Those that the caller may have a token for. */
    @GetMapping("/v3/auth/projects")
    ResponseEntity<Map<String, ?>> own(Session asking, HttpServletRequest request) {
        return answer(projects.listOf(asking.user().id()), request);
    }

    @GetMapping("/v3/users/{user}/projects")
    ResponseEntity<Map<String, ?>> of(
            @PathVariable String user, Session asking, HttpServletRequest request) {
        access.toLookOrSelf(asking, user);
        return answer(projects.listOf(user), request);
    }

    @GetMapping("/v3/projects/{id}")
    ResponseEntity<Map<String, ?>> show(
            @PathVariable String id, Session asking, HttpServletRequest request) {
        access.toLookOrIn(asking, id);
        return answer(200, projects.find(id).orElseThrow(() -> Access.noSuch("project")), request);
    }

    @PostMapping("/v3/projects")
    ResponseEntity<Map<String, ?>> create(Session asking, HttpServletRequest request)
            throws IOException, InterruptedException {
        access.toManage(asking);
        Fields body = Fields.of(request, "project");
        String name = body.requiredName("name");
        Change wanted = Changes.project(body);
        Project made =
                Access.unlessTaken(
                        "project",
                        () ->
                                projects.insert(
                                        name,
                                        wanted.description() == null ? "" : wanted.description(),
                                        wanted.enabled() == null || wanted.enabled(),
                                        wanted.extra()));
        return answer(201, made, request);
    }

    @PatchMapping("/v3/projects/{id}")
    ResponseEntity<Map<String, ?>> change(
            @PathVariable String id, Session asking, HttpServletRequest request)
            throws IOException, InterruptedException {
        access.toManage(asking);
        Change change = Changes.project(Fields.of(request, "project"));
        Project changed =
                Access.unlessTaken("project", () -> projects.update(id, change))
                        .orElseThrow(() -> Access.noSuch("project"));
        tokens.forgetAll();
        return answer(200, changed, request);
    }

    @DeleteMapping("/v3/projects/{id}")
    ResponseEntity<Void> delete(@PathVariable String id, Session asking) {
        access.toManage(asking);
        if (!projects.delete(id)) {
            throw Access.noSuch("project");
        }
        tokens.forgetAll();
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<Map<String, ?>> answer(
            int status, Project project, HttpServletRequest request) {
        return Documents.one(status, "project", Documents.in(request, address).project(project));
    }

    private ResponseEntity<Map<String, ?>> answer(List<Project> found, HttpServletRequest request) {
        Documents documents = Documents.in(request, address);
        return documents.list("projects", found.stream().map(documents::project).toList());
    }
}
