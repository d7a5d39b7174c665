package diskmill.api.identity.door;

import diskmill.api.identity.IdentitySettings.Mode;
import diskmill.api.identity.accounts.AccountsConfiguration;
import diskmill.api.identity.bootstrap.BootstrapConfiguration;
import diskmill.api.identity.keystone.KeystoneConfiguration;
import diskmill.api.identity.tokens.TokensConfiguration;
import diskmill.api.identity.v3.V3Configuration;
import diskmill.api.identity.v3.manage.ManageConfiguration;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** Which configurations make a mode. */
final class ModeSelector implements ImportSelector {

    private final Environment environment;

    ModeSelector(Environment environment) {
        this.environment = environment;
    }

    @Override
    public String[] selectImports(AnnotationMetadata importing) {
        Mode mode =
                Binder.get(environment)
                        .bind("diskmill.identity.mode", Mode.class)
                        .orElse(Mode.LOCAL);
        return switch (mode) {
            case LOCAL ->
                    names(
                            AccountsConfiguration.class,
                            TokensConfiguration.class,
                            BootstrapConfiguration.class,
                            V3Configuration.class,
                            ManageConfiguration.class);
            case KEYSTONE -> names(KeystoneConfiguration.class);
        };
    }

    private static String[] names(Class<?>... configurations) {
        return Stream.of(configurations).map(Class::getName).toArray(String[]::new);
    }
}
