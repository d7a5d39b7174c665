package diskmill.api.identity.door;

import diskmill.api.identity.IdentitySettings;
import diskmill.api.identity.Sessions;
import diskmill.api.web.Errors;
import diskmill.api.web.PublicAddress;
import diskmill.api.web.WebConfiguration;
import jakarta.servlet.DispatcherType;
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
@Import(ModeSelector.class)
public class DoorConfiguration {

    @Bean
    FilterRegistrationBean<AuthenticationFilter> authenticationFilter(
            Sessions sessions, PublicAddress address, Errors errors) {
        FilterRegistrationBean<AuthenticationFilter> filter =
                new FilterRegistrationBean<>(new AuthenticationFilter(sessions, address, errors));
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
