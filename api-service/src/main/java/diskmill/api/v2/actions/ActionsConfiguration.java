package diskmill.api.v2.actions;

import diskmill.api.catalog.ImageMoves;
import diskmill.api.policy.ImagePolicy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of actions. */
@Configuration(proxyBeanMethods = false)
public class ActionsConfiguration {

    @Bean
    ActionsController actionsController(
            ImagePolicy policy, TransactionTemplate transaction, ImageMoves images) {
        return new ActionsController(policy, new Activations(transaction, images));
    }
}
