package diskmill.api.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.FormContentFilter;
import org.springframework.web.servlet.DispatcherServlet;

/** The beans that every face needs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebSettings.class)
public class WebConfiguration {

    /** The request's id comes first of all, the check of its token second. */
    public static final int AUTHENTICATION_ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    @Bean
    Errors errors() {
        return new Errors();
    }

    @Bean
    ErrorAdvice errorAdvice(Errors errors) {
        return new ErrorAdvice(errors);
    }

    @Bean
    FallbackErrors fallbackErrors(Errors errors) {
        return new FallbackErrors(errors);
    }

    @Bean
    PublicAddress publicAddress(WebSettings settings) {
        return new PublicAddress(settings);
    }

    @Bean
    Connections connections() {
        return new Connections();
    }

    @Bean
    ServerTuning serverTuning(Connections connections) {
        return new ServerTuning(connections);
    }

    /** In the place of Spring's own, which would read the whole body of a PUT into memory if it called itself a form. */
    @Bean
    FormContentFilter noForms() {
        return new FormContentFilter() {
            @Override
            protected boolean shouldNotFilter(HttpServletRequest request) {
                return true;
            }
        };
    }

    /**
     * Takes away what Spring Boot brings for bodies in parts: nothing here wants them, and it would write each to the local
     * disk before anybody looked at the request.
     */
    @Bean
    static BeanDefinitionRegistryPostProcessor noParts() {
        return registry ->
                Stream.of("multipartConfigElement", DispatcherServlet.MULTIPART_RESOLVER_BEAN_NAME)
                        .filter(registry::containsBeanDefinition)
                        .forEach(registry::removeBeanDefinition);
    }

    @Bean
    FilterRegistrationBean<RequestFilter> requestFilter(Errors errors) {
        FilterRegistrationBean<RequestFilter> filter =
                new FilterRegistrationBean<>(new RequestFilter(errors));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.setDispatcherTypes(DispatcherType.REQUEST);
        return filter;
    }
}
