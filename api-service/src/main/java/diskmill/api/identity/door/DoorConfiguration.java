package diskmill.api.identity.door;

import diskmill.api.identity.CredentialLogins;
import diskmill.api.identity.IdentitySettings;
import diskmill.api.identity.LoginDelayConfiguration;
import diskmill.api.identity.Sessions;
import diskmill.api.identity.ShortMemory;
import diskmill.api.identity.access.AccessConfiguration;
import diskmill.api.identity.access.AccessTokens;
import diskmill.api.identity.bootstrap.FirstAccessTokenConfiguration;
import diskmill.api.web.Errors;
import diskmill.api.web.PublicAddress;
import diskmill.api.web.WebConfiguration;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The door, and behind it the identity of the mode that is set. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentitySettings.class)
@Import({
    AccessConfiguration.class,
    FirstAccessTokenConfiguration.class,
    LoginDelayConfiguration.class,
    ModeSelector.class
})
public class DoorConfiguration {

    /** Less than a token of Keystone's default lives. */
    private static final Duration KEEP = Duration.ofMinutes(30);

    @Bean
    ApplicationDoor applicationDoor(
            AccessTokens accessTokens,
            CredentialLogins logins,
            Sessions sessions,
            PublicAddress address) {
        return new ApplicationDoor(
                accessTokens,
                logins,
                sessions,
                address,
                new ShortMemory<>(Clock.systemUTC(), KEEP));
    }

    @Bean
    FilterRegistrationBean<AuthenticationFilter> authenticationFilter(
            Sessions sessions, ApplicationDoor applications, PublicAddress address, Errors errors) {
        FilterRegistrationBean<AuthenticationFilter> filter =
                new FilterRegistrationBean<>(
                        new AuthenticationFilter(sessions, applications, address, errors));
        filter.setOrder(WebConfiguration.AUTHENTICATION_ORDER);
        filter.setDispatcherTypes(DispatcherType.REQUEST);
        return filter;
    }

    @Bean
    WebMvcConfigurer callers(Sessions sessions, PublicAddress address) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerResolver(sessions, address));
            }
        };
    }
}
