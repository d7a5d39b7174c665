package diskmill.api.identity.v3.manage;

import diskmill.api.identity.Session;
import diskmill.api.identity.accounts.Assignments;
import diskmill.api.identity.accounts.Assignments.Assignment;
import diskmill.api.identity.accounts.Projects;
import diskmill.api.identity.accounts.Roles;
import diskmill.api.identity.accounts.Users;
import diskmill.api.identity.tokens.Tokens;
import diskmill.api.identity.v3.Domain;
import diskmill.api.web.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who has which role in which project: given, looked at, and taken away. */
@RestController
final class AssignmentsController {

    private static final String ONE = "/v3/projects/{project}/users/{user}/roles/{role}";

    private final Assignments assignments;
    private final Projects projects;
    private final Users users;
    private final Roles roles;
    private final Tokens tokens;
    private final Access access;
    private final PublicAddress address;

    AssignmentsController(
            Assignments assignments,
            Projects projects,
            Users users,
            Roles roles,
            Tokens tokens,
            Access access,
            PublicAddress address) {
        this.assignments = assignments;
        this.projects = projects;
        this.users = users;
        this.roles = roles;
        this.tokens = tokens;
        this.access = access;
        this.address = address;
    }

    @GetMapping("/v3/projects/{project}/users/{user}/roles")
    ResponseEntity<Map<String, ?>> roles(
            @PathVariable String project,
            @PathVariable String user,
            Session asking,
            HttpServletRequest request) {
        access.toLook(asking);
        checkThere(project, user);
        Documents documents = Documents.in(request, address);
        return documents.list(
                "roles", assignments.roles(user, project).stream().map(documents::role).toList());
    }

    /** Answers HEAD, too. */
    @GetMapping(ONE)
    ResponseEntity<Void> check(
            @PathVariable String project,
            @PathVariable String user,
            @PathVariable String role,
            Session asking) {
        access.toLook(asking);
        checkThere(project, user, role);
        if (assignments.roles(user, project).stream().noneMatch(has -> has.id().equals(role))) {
            throw Access.noSuch("assignment");
        }
        return ResponseEntity.noContent().build();
    }

    @PutMapping(ONE)
    ResponseEntity<Void> give(
            @PathVariable String project,
            @PathVariable String user,
            @PathVariable String role,
            Session asking) {
        access.toManage(asking);
        checkThere(project, user, role);
        assignments.add(user, project, role);
        tokens.forgetAll();
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping(ONE)
    ResponseEntity<Void> take(
            @PathVariable String project,
            @PathVariable String user,
            @PathVariable String role,
            Session asking) {
        access.toManage(asking);
        checkThere(project, user, role);
        if (!assignments.remove(user, project, role)) {
            throw Access.noSuch("assignment");
        }
        tokens.forgetAll();
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/v3/role_assignments")
    ResponseEntity<Map<String, ?>> list(Session asking, HttpServletRequest request) {
        access.toLook(asking);
        // groups, other domains and the system have none
        boolean none =
                request.getParameter("group.id") != null
                        || request.getParameter("scope.domain.id") != null
                        || request.getParameter("scope.system") != null;
        List<Assignment> found =
                none
                        ? List.of()
                        : assignments.list(
                                new Assignments.Query(
                                        request.getParameter("user.id"),
                                        request.getParameter("scope.project.id"),
                                        request.getParameter("role.id"),
                                        flag(request, "effective")));
        boolean names = flag(request, "include_names");
        Documents documents = Documents.in(request, address);
        return documents.list(
                "role_assignments",
                found.stream().map(each -> document(each, names, documents)).toList());
    }

    private void checkThere(String project, String user) {
        if (projects.find(project).isEmpty()) {
            throw Access.noSuch("project");
        }
        if (users.find(user).isEmpty()) {
            throw Access.noSuch("user");
        }
    }

    private void checkThere(String project, String user, String role) {
        checkThere(project, user);
        if (roles.find(role).isEmpty()) {
            throw Access.noSuch("role");
        }
    }

    private static boolean flag(HttpServletRequest request, String name) {
        String flag = request.getParameter(name);
        return flag != null && Changes.isTrue(flag);
    }

    private static Map<String, ?> document(Assignment of, boolean names, Documents documents) {
        Map<String, Object> project = named(of.projectId(), names ? of.projectName() : null);
        Map<String, Object> user = named(of.userId(), names ? of.userName() : null);
        if (names) {
            project.put("domain", Domain.DEFAULT);
            user.put("domain", Domain.DEFAULT);
        }
        return Map.of(
                "role",
                named(of.roleId(), names ? of.roleName() : null),
                "user",
                user,
                "scope",
                Map.of("project", project),
                "links",
                Map.of(
                        "assignment",
                        documents.link(
                                "projects/%s/users/%s/roles/%s"
                                        .formatted(of.projectId(), of.userId(), of.roleId()))));
    }

    private static Map<String, Object> named(String id, @Nullable String name) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", id);
        if (name != null) {
            document.put("name", name);
        }
        return document;
    }
}
