package diskmill.messaging.kafka;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** What the operator of a broker can say of a group. */
final class GroupSettings {

    private final MessagingParts parts;

    GroupSettings(MessagingParts parts) {
        this.parts = parts;
    }

    void set(WorkKind kind, String name, String value) throws Exception {
        var group = new ConfigResource(ConfigResource.Type.GROUP, parts.topics.group(kind));
        var setting = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        try (var admin = parts.clients.admin()) {
            admin.incrementalAlterConfigs(Map.of(group, List.of(setting))).all().get(10, SECONDS);
        }
    }
}
