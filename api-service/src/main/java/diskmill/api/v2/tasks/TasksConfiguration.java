package diskmill.api.v2.tasks;

import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Tasks;
import diskmill.api.imports.Imports;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.v2.images.NewImages;
import diskmill.api.v2.imports.Sources;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of tasks. */
@Configuration(proxyBeanMethods = false)
public class TasksConfiguration {

    @Bean
    ImageTasksController imageTasksController(
            ImagePolicy policy, Tasks tasks, Attempts attempts, Imports imports, Sources sources) {
        return new ImageTasksController(policy, tasks, attempts, imports, sources);
    }

    @Bean
    TasksController tasksController(ImagePolicy policy, Tasks tasks, NewTasks newTasks) {
        return new TasksController(policy, tasks, newTasks);
    }

    @Bean
    NewTasks newTasks(
            TransactionTemplate transaction,
            NewImages images,
            Imports imports,
            Tasks tasks,
            Sources sources) {
        return new NewTasks(transaction, images, imports, tasks, sources);
    }
}
