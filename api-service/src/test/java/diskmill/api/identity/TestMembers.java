package diskmill.api.identity;

import java.util.UUID;
import org.springframework.context.ApplicationContext;

/** Users who are members of a project of their own, which has their name. */
public final class TestMembers {

    public static final String PASSWORD = "a plain password";

    private TestMembers() {}

    /** @return the name */
    public static String create(ApplicationContext context) {
        Accounts accounts = context.getBean(Accounts.class);
        String name = "member " + UUID.randomUUID();
        String project = accounts.insertProject(name);
        String hash = context.getBean(Passwords.class).hash(PASSWORD);
        accounts.assign(accounts.insertUser(name, hash, project), project, "member");
        return name;
    }
}
