package diskmill.api.identity;

import java.util.UUID;
import org.springframework.context.ApplicationContext;

/** Projects and users for tests over HTTP. */
public final class TestAccounts {

    public static final String PASSWORD = "a plain password";

    /** @param name of the project, and its id */
    public record Project(String id, String name) {}

    private final Accounts accounts;
    private final Passwords passwords;

    public TestAccounts(ApplicationContext context) {
        accounts = context.getBean(Accounts.class);
        passwords = context.getBean(Passwords.class);
    }

    public Project newProject() {
        String name = "project " + UUID.randomUUID();
        return new Project(accounts.insertProject(name), name);
    }

    /** A user's name; the password is {@link #PASSWORD}. */
    public String newUser(Project project, String role) {
        String name = role + " " + UUID.randomUUID();
        String user = accounts.insertUser(name, passwords.hash(PASSWORD), project.id());
        accounts.assign(user, project.id(), role);
        return name;
    }
}
