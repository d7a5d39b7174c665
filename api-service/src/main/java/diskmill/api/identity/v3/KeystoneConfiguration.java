package diskmill.api.identity.v3;

import diskmill.api.identity.IdentityConfiguration;
import diskmill.api.identity.Logins;
import diskmill.api.identity.Tokens;
import diskmill.api.web.Errors;
import diskmill.api.web.PublicAddress;
import diskmill.api.web.WebConfiguration;
import jakarta.servlet.DispatcherType;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Keystone's face, and the door that every request passes. */
@Configuration(proxyBeanMethods = false)
@Import(IdentityConfiguration.class)
public class KeystoneConfiguration {

    @Bean
    AuthController authController(Logins logins, Tokens tokens, PublicAddress address) {
        return new AuthController(logins, tokens, address);
    }

    @Bean
    KeystoneDiscovery keystoneDiscovery(PublicAddress address) {
        return new KeystoneDiscovery(address);
    }

    @Bean
    FilterRegistrationBean<AuthenticationFilter> authenticationFilter(
            Tokens tokens, PublicAddress address, Errors errors) {
        FilterRegistrationBean<AuthenticationFilter> filter =
                new FilterRegistrationBean<>(new AuthenticationFilter(tokens, address, errors));
        filter.setOrder(WebConfiguration.AUTHENTICATION_ORDER);
        filter.setDispatcherTypes(DispatcherType.REQUEST);
        return filter;
    }

    @Bean
    WebMvcConfigurer callers() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerResolver());
            }
        };
    }
}
