package diskmill.api.identity.v3.manage;

import diskmill.api.identity.accounts.ApplicationCredentials;
import diskmill.api.identity.accounts.Assignments;
import diskmill.api.identity.accounts.Projects;
import diskmill.api.identity.accounts.Roles;
import diskmill.api.identity.accounts.Users;
import diskmill.api.identity.tokens.Logins;
import diskmill.api.identity.tokens.Tokens;
import diskmill.api.policy.Policy;
import diskmill.api.web.PublicAddress;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The management's beans. */
@Configuration(proxyBeanMethods = false)
public class ManageConfiguration {

    @Bean
    Access access(Policy policy) {
        return new Access(policy);
    }

    @Bean
    ProjectsController projectsController(
            Projects projects, Tokens tokens, Access access, PublicAddress address) {
        return new ProjectsController(projects, tokens, access, address);
    }

    @Bean
    UsersController usersController(
            Users users, Tokens tokens, Access access, PublicAddress address) {
        return new UsersController(users, tokens, access, address);
    }

    @Bean
    OwnPasswordController ownPasswordController(Users users, Logins logins, Tokens tokens) {
        return new OwnPasswordController(users, logins, tokens);
    }

    @Bean
    RolesController rolesController(
            Roles roles, Tokens tokens, Access access, PublicAddress address) {
        return new RolesController(roles, tokens, access, address);
    }

    @Bean
    AssignmentsController assignmentsController(
            Assignments assignments,
            Projects projects,
            Users users,
            Roles roles,
            Tokens tokens,
            Access access,
            PublicAddress address) {
        return new AssignmentsController(
                assignments, projects, users, roles, tokens, access, address);
    }

    @Bean
    ApplicationCredentialsController applicationCredentialsController(
            ApplicationCredentials credentials,
            Tokens tokens,
            Access access,
            PublicAddress address) {
        return new ApplicationCredentialsController(
                credentials, tokens, access, address, Clock.systemUTC());
    }

    @Bean
    DomainsController domainsController(Access access, PublicAddress address) {
        return new DomainsController(access, address);
    }

    @Bean
    CatalogController catalogController(Access access, PublicAddress address) {
        return new CatalogController(access, address);
    }

    @Bean
    WebMvcConfigurer storableAddresses() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(new StorableText()).addPathPatterns("/v3/**");
            }
        };
    }
}
