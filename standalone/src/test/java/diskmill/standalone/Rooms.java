package diskmill.standalone;

import java.util.List;
import java.util.Map;

/**
 * The rules of {@link ArchitectureTest}: who may use whom. A name that ends in {@code …} stands for all below it, too. A new
 * entry is a decision: look first whether the code that needs it is in the right room.
 */
final class Rooms {

    private Rooms() {}

    static final Map<String, List<String>> MAY_USE =
            Map.ofEntries(
                    // common
                    Map.entry("diskmill.digest", List.of("diskmill.image")),
                    Map.entry("diskmill.disk", List.of("diskmill.image")),
                    Map.entry("diskmill.event", List.of("diskmill.image", "diskmill.storage")),
                    Map.entry("diskmill.gate", List.of()),
                    Map.entry("diskmill.image", List.of()),
                    Map.entry(
                            "diskmill.intake",
                            List.of(
                                    "diskmill.digest",
                                    "diskmill.disk",
                                    "diskmill.image",
                                    "diskmill.storage")),
                    Map.entry("diskmill.messaging", List.of("diskmill.event", "diskmill.image")),
                    Map.entry(
                            "diskmill.messaging.kafka",
                            List.of(
                                    "diskmill.event",
                                    "diskmill.image",
                                    "diskmill.messaging",
                                    "diskmill.start")),
                    Map.entry("diskmill.start", List.of()),
                    Map.entry("diskmill.storage", List.of("diskmill.image")),
                    Map.entry(
                            "diskmill.storage.file",
                            List.of(
                                    "diskmill.start",
                                    "diskmill.storage",
                                    "diskmill.storage.local")),
                    Map.entry("diskmill.storage.local", List.of("diskmill.storage")),
                    Map.entry(
                            "diskmill.storage.s3",
                            List.of(
                                    "diskmill.start",
                                    "diskmill.storage",
                                    "diskmill.storage.local")),
                    // embedded
                    Map.entry("diskmill.embedded", List.of()),
                    Map.entry(
                            "diskmill.testkit",
                            List.of("diskmill.embedded", "diskmill.testkit.container")),
                    Map.entry("diskmill.testkit.container", List.of()),
                    Map.entry("diskmill.testkit.disk", List.of()),
                    Map.entry("diskmill.testkit.source", List.of()),
                    // api-service
                    Map.entry(
                            "diskmill.api",
                            List.of(
                                    "diskmill.api.quota",
                                    "diskmill.api.applications",
                                    "diskmill.api.catalog",
                                    "diskmill.api.database",
                                    "diskmill.api.dispatch",
                                    "diskmill.api.health",
                                    "diskmill.api.imports",
                                    "diskmill.api.lists",
                                    "diskmill.api.members",
                                    "diskmill.api.metadefs",
                                    "diskmill.api.outbox",
                                    "diskmill.api.pages",
                                    "diskmill.api.rounds",
                                    "diskmill.api.status",
                                    "diskmill.api.v2",
                                    "diskmill.gate",
                                    "diskmill.image",
                                    "diskmill.intake",
                                    "diskmill.messaging.kafka",
                                    "diskmill.start",
                                    "diskmill.storage",
                                    "diskmill.storage.file",
                                    "diskmill.storage.s3")),
                    Map.entry(
                            "diskmill.api.applications",
                            List.of("diskmill.api.rounds", "diskmill.image")),
                    Map.entry(
                            "diskmill.api.catalog",
                            List.of("diskmill.event", "diskmill.image", "diskmill.storage")),
                    Map.entry("diskmill.api.database", List.of("diskmill.start")),
                    Map.entry(
                            "diskmill.api.dispatch",
                            List.of(
                                    "diskmill.api.quota",
                                    "diskmill.messaging",
                                    "diskmill.api.imports",
                                    "diskmill.api.catalog",
                                    "diskmill.api.outbox",
                                    "diskmill.api.rounds",
                                    "diskmill.api.status",
                                    "diskmill.event",
                                    "diskmill.image",
                                    "diskmill.storage")),
                    Map.entry(
                            "diskmill.api.glance",
                            List.of("diskmill.api.identity", "diskmill.image")),
                    Map.entry(
                            "diskmill.api.health",
                            List.of("diskmill.image", "diskmill.messaging", "diskmill.storage")),
                    Map.entry(
                            "diskmill.api.identity",
                            List.of("diskmill.api.rounds", "diskmill.image")),
                    Map.entry("diskmill.api.identity.accounts", List.of("diskmill.api.web")),
                    Map.entry(
                            "diskmill.api.identity.access",
                            List.of("diskmill.api.database", "diskmill.api.identity")),
                    Map.entry(
                            "diskmill.api.identity.bootstrap",
                            List.of(
                                    "diskmill.api.database",
                                    "diskmill.api.identity",
                                    "diskmill.api.identity.access",
                                    "diskmill.api.identity.accounts",
                                    "diskmill.api.web")),
                    Map.entry(
                            "diskmill.api.identity.door",
                            List.of(
                                    "diskmill.api.identity",
                                    "diskmill.api.identity.access",
                                    "diskmill.api.identity.accounts",
                                    "diskmill.api.identity.bootstrap",
                                    "diskmill.api.identity.keystone",
                                    "diskmill.api.identity.tokens",
                                    "diskmill.api.identity.v3",
                                    "diskmill.api.identity.v3.manage",
                                    "diskmill.api.web")),
                    Map.entry(
                            "diskmill.api.identity.keystone",
                            List.of(
                                    "diskmill.api.quota",
                                    "diskmill.api.identity",
                                    "diskmill.api.web",
                                    "diskmill.start")),
                    Map.entry(
                            "diskmill.api.identity.tokens",
                            List.of(
                                    "diskmill.api.database",
                                    "diskmill.api.identity",
                                    "diskmill.api.identity.accounts",
                                    "diskmill.image")),
                    Map.entry(
                            "diskmill.api.identity.v3",
                            List.of(
                                    "diskmill.api.identity",
                                    "diskmill.api.identity.accounts",
                                    "diskmill.api.identity.tokens",
                                    "diskmill.api.web")),
                    Map.entry(
                            "diskmill.api.identity.v3.manage",
                            List.of(
                                    "diskmill.api.identity",
                                    "diskmill.api.identity.accounts",
                                    "diskmill.api.identity.tokens",
                                    "diskmill.api.identity.v3",
                                    "diskmill.api.web")),
                    Map.entry(
                            "diskmill.api.imports",
                            List.of(
                                    "diskmill.api.quota",
                                    "diskmill.api.catalog",
                                    "diskmill.api.outbox",
                                    "diskmill.api.rounds",
                                    "diskmill.api.status",
                                    "diskmill.event",
                                    "diskmill.image",
                                    "diskmill.intake",
                                    "diskmill.storage")),
                    Map.entry(
                            "diskmill.api.lists",
                            List.of(
                                    "diskmill.api.catalog",
                                    "diskmill.api.members",
                                    "diskmill.image")),
                    Map.entry("diskmill.api.members", List.of("diskmill.image")),
                    Map.entry("diskmill.api.metadefs", List.of("diskmill.api.database")),
                    Map.entry(
                            "diskmill.api.outbox",
                            List.of("diskmill.api.rounds", "diskmill.event", "diskmill.messaging")),
                    Map.entry(
                            "diskmill.api.pages",
                            List.of(
                                    "diskmill.api.catalog",
                                    "diskmill.api.lists",
                                    "diskmill.api.rounds",
                                    "diskmill.image")),
                    Map.entry(
                            "diskmill.api.policy",
                            List.of(
                                    "diskmill.api.catalog",
                                    "diskmill.api.identity",
                                    "diskmill.api.lists",
                                    "diskmill.api.members",
                                    "diskmill.api.web",
                                    "diskmill.image",
                                    "diskmill.start")),
                    Map.entry(
                            "diskmill.api.audit",
                            List.of(
                                    "diskmill.api.identity",
                                    "diskmill.api.identity.door",
                                    "diskmill.api.rounds",
                                    "diskmill.image")),
                    Map.entry(
                            "diskmill.api.idempotency",
                            List.of(
                                    "diskmill.api.identity",
                                    "diskmill.api.identity.door",
                                    "diskmill.api.rounds",
                                    "diskmill.api.web",
                                    "diskmill.image")),
                    Map.entry(
                            "diskmill.api.v2.audit",
                            List.of(
                                    "diskmill.api.audit",
                                    "diskmill.api.identity",
                                    "diskmill.api.policy",
                                    "diskmill.api.web",
                                    "diskmill.image")),
                    Map.entry(
                            "diskmill.api.properties",
                            List.of("diskmill.api.policy", "diskmill.api.web")),
                    Map.entry("diskmill.api.quota", List.of("diskmill.image")),
                    Map.entry("diskmill.api.rounds", List.of()),
                    Map.entry(
                            "diskmill.api.status",
                            List.of(
                                    "diskmill.api.quota",
                                    "diskmill.api.catalog",
                                    "diskmill.api.database",
                                    "diskmill.api.outbox",
                                    "diskmill.api.rounds",
                                    "diskmill.event",
                                    "diskmill.image",
                                    "diskmill.messaging.kafka")),
                    Map.entry(
                            "diskmill.api.volumes",
                            List.of("diskmill.api.identity", "diskmill.api.web", "diskmill.image")),
                    Map.entry(
                            "diskmill.api.v1.access",
                            List.of(
                                    "diskmill.api.identity",
                                    "diskmill.api.identity.access",
                                    "diskmill.api.policy",
                                    "diskmill.api.web")),
                    Map.entry(
                            "diskmill.api.v1",
                            List.of(
                                    "diskmill.api.applications",
                                    "diskmill.api.catalog",
                                    "diskmill.api.identity",
                                    "diskmill.api.imports",
                                    "diskmill.api.lists",
                                    "diskmill.api.pages",
                                    "diskmill.api.policy",
                                    "diskmill.api.v2.images",
                                    "diskmill.api.v2.imports",
                                    "diskmill.api.web",
                                    "diskmill.image")),
                    Map.entry(
                            "diskmill.api.v2",
                            List.of(
                                    "diskmill.api.v1",
                                    "diskmill.api.v1.access",
                                    "diskmill.api.identity.door",
                                    "diskmill.api.idempotency",
                                    "diskmill.api.glance",
                                    "diskmill.api.v2.audit",
                                    "diskmill.api.policy",
                                    "diskmill.api.v2.actions",
                                    "diskmill.api.v2.bulk",
                                    "diskmill.api.v2.export",
                                    "diskmill.api.v2.cache",
                                    "diskmill.api.v2.data",
                                    "diskmill.api.v2.discovery",
                                    "diskmill.api.v2.images",
                                    "diskmill.api.v2.imports",
                                    "diskmill.api.v2.schemas",
                                    "diskmill.api.v2.tasks",
                                    "diskmill.api.v2.metadefs",
                                    "diskmill.api.v2.usage",
                                    "diskmill.api.v2.lists",
                                    "diskmill.api.v2.locations",
                                    "diskmill.api.v2.members",
                                    "diskmill.api.v2.volumes",
                                    "diskmill.api.volumes",
                                    "diskmill.api.web",
                                    "diskmill.api.properties")),
                    Map.entry(
                            "diskmill.api.v2.actions",
                            List.of(
                                    "diskmill.api.catalog",
                                    "diskmill.api.identity",
                                    "diskmill.api.policy",
                                    "diskmill.api.web",
                                    "diskmill.image")),
                    Map.entry(
                            "diskmill.api.v2.export",
                            List.of(
                                    "diskmill.api.identity",
                                    "diskmill.api.lists",
                                    "diskmill.api.policy",
                                    "diskmill.api.v2.images",
                                    "diskmill.api.v2.lists",
                                    "diskmill.api.web")),
                    Map.entry(
                            "diskmill.api.v2.bulk",
                            List.of(
                                    "diskmill.api.audit",
                                    "diskmill.api.identity",
                                    "diskmill.api.v2.images",
                                    "diskmill.api.web",
                                    "diskmill.image")),
                    Map.entry(
                            "diskmill.api.v2.volumes",
                            List.of(
                                    "diskmill.api.catalog",
                                    "diskmill.api.identity",
                                    "diskmill.api.policy",
                                    "diskmill.api.volumes",
                                    "diskmill.api.web",
                                    "diskmill.image")),
                    Map.entry(
                            "diskmill.api.v2.cache",
                            List.of(
                                    "diskmill.api.identity",
                                    "diskmill.api.policy",
                                    "diskmill.api.web")),
                    Map.entry(
                            "diskmill.api.v2.metadefs",
                            List.of(
                                    "diskmill.api.identity",
                                    "diskmill.api.metadefs",
                                    "diskmill.api.policy",
                                    "diskmill.api.web")),
                    Map.entry(
                            "diskmill.api.v2.usage",
                            List.of("diskmill.api.identity", "diskmill.api.quota")),
                    Map.entry(
                            "diskmill.api.v2.data",
                            List.of(
                                    "diskmill.api.quota",
                                    "diskmill.api.catalog",
                                    "diskmill.api.glance",
                                    "diskmill.api.identity",
                                    "diskmill.api.imports",
                                    "diskmill.api.policy",
                                    "diskmill.api.status",
                                    "diskmill.api.v2.images",
                                    "diskmill.api.v2.imports",
                                    "diskmill.api.web",
                                    "diskmill.image",
                                    "diskmill.intake",
                                    "diskmill.storage",
                                    "diskmill.api.properties")),
                    Map.entry(
                            "diskmill.api.v2.discovery",
                            List.of(
                                    "diskmill.api.glance",
                                    "diskmill.api.health",
                                    "diskmill.api.identity",
                                    "diskmill.api.policy",
                                    "diskmill.api.v2.imports",
                                    "diskmill.api.web")),
                    Map.entry(
                            "diskmill.api.v2.images",
                            List.of(
                                    "diskmill.api.quota",
                                    "diskmill.api.catalog",
                                    "diskmill.api.identity",
                                    "diskmill.api.imports",
                                    "diskmill.api.policy",
                                    "diskmill.api.v2.imports",
                                    "diskmill.api.v2.locations",
                                    "diskmill.api.web",
                                    "diskmill.image",
                                    "diskmill.api.properties")),
                    Map.entry(
                            "diskmill.api.v2.imports",
                            List.of(
                                    "diskmill.api.quota",
                                    "diskmill.api.catalog",
                                    "diskmill.api.glance",
                                    "diskmill.api.identity",
                                    "diskmill.api.imports",
                                    "diskmill.api.policy",
                                    "diskmill.api.web",
                                    "diskmill.gate",
                                    "diskmill.image")),
                    Map.entry(
                            "diskmill.api.v2.lists",
                            List.of(
                                    "diskmill.api.catalog",
                                    "diskmill.api.identity",
                                    "diskmill.api.lists",
                                    "diskmill.api.members",
                                    "diskmill.api.policy",
                                    "diskmill.api.v2.images",
                                    "diskmill.api.web",
                                    "diskmill.image")),
                    Map.entry(
                            "diskmill.api.v2.locations",
                            List.of(
                                    "diskmill.api.catalog",
                                    "diskmill.api.identity",
                                    "diskmill.api.policy",
                                    "diskmill.api.web",
                                    "diskmill.storage")),
                    Map.entry(
                            "diskmill.api.v2.members",
                            List.of(
                                    "diskmill.api.catalog",
                                    "diskmill.api.identity",
                                    "diskmill.api.members",
                                    "diskmill.api.policy",
                                    "diskmill.api.web",
                                    "diskmill.image")),
                    Map.entry(
                            "diskmill.api.v2.schemas",
                            List.of("diskmill.api.web", "diskmill.api.properties")),
                    Map.entry(
                            "diskmill.api.v2.tasks",
                            List.of(
                                    "diskmill.api.catalog",
                                    "diskmill.api.identity",
                                    "diskmill.api.imports",
                                    "diskmill.api.policy",
                                    "diskmill.api.v2.images",
                                    "diskmill.api.v2.imports",
                                    "diskmill.api.web",
                                    "diskmill.image")),
                    Map.entry("diskmill.api.web", List.of()),
                    // workers
                    Map.entry(
                            "diskmill.convert",
                            List.of(
                                    "diskmill.convert.qemu",
                                    "diskmill.digest",
                                    "diskmill.disk",
                                    "diskmill.event",
                                    "diskmill.image",
                                    "diskmill.messaging",
                                    "diskmill.messaging.kafka",
                                    "diskmill.storage",
                                    "diskmill.storage.file",
                                    "diskmill.storage.s3")),
                    Map.entry("diskmill.convert.qemu", List.of("diskmill.image", "diskmill.start")),
                    Map.entry(
                            "diskmill.ingest",
                            List.of(
                                    "diskmill.event",
                                    "diskmill.gate",
                                    "diskmill.image",
                                    "diskmill.ingest.source",
                                    "diskmill.intake",
                                    "diskmill.messaging",
                                    "diskmill.messaging.kafka",
                                    "diskmill.storage",
                                    "diskmill.storage.file",
                                    "diskmill.storage.s3")),
                    Map.entry(
                            "diskmill.ingest.source",
                            List.of("diskmill.gate", "diskmill.image", "diskmill.intake")),
                    // standalone
                    Map.entry(
                            "diskmill.standalone",
                            List.of(
                                    "diskmill.api",
                                    "diskmill.api.v2",
                                    "diskmill.convert",
                                    "diskmill.embedded",
                                    "diskmill.gate",
                                    "diskmill.ingest",
                                    "diskmill.intake",
                                    "diskmill.messaging.kafka",
                                    "diskmill.start",
                                    "diskmill.storage",
                                    "diskmill.storage.file",
                                    "diskmill.storage.s3")));

    /** An outside library, and the rooms that it stays in. One that is not here may be used anywhere. */
    static final Map<String, List<String>> LIBRARIES =
            Map.ofEntries(
                    Map.entry("com.fasterxml.uuid…", List.of("diskmill.image")),
                    Map.entry("com.github.luben…", List.of("diskmill.intake")),
                    Map.entry("org.apache.commons.csv…", List.of("diskmill.api.v2.export")),
                    Map.entry("org.dhatim…", List.of("diskmill.api.v2.export")),
                    Map.entry("org.apache.commons.fileupload2…", List.of("diskmill.api.v2.data")),
                    Map.entry("com.networknt…", List.of("diskmill.api.v2.metadefs")),
                    Map.entry("com.zaxxer.hikari…", List.of("diskmill.api.database")),
                    Map.entry("io.minio…", List.of("diskmill.storage.s3")),
                    Map.entry("io.zonky…", List.of("diskmill.embedded")),
                    Map.entry("kafka…", List.of("diskmill.embedded")),
                    Map.entry("okhttp3…", List.of("diskmill.storage.s3")),
                    Map.entry("org.apache.catalina…", List.of("diskmill.api.web")),
                    Map.entry("org.apache.commons.compress…", List.of("diskmill.intake")),
                    Map.entry("org.apache.commons.exec…", List.of("diskmill.convert.qemu")),
                    Map.entry("org.apache.hc…", List.of("diskmill.ingest.source")),
                    Map.entry(
                            "org.apache.kafka…",
                            List.of("diskmill.messaging.kafka", "diskmill.embedded")),
                    Map.entry(
                            "org.postgresql…",
                            List.of("diskmill.api.database", "diskmill.testkit.container")),
                    Map.entry("org.springframework.jdbc…", List.of("diskmill.api…")),
                    Map.entry(
                            "org.springframework.kafka…",
                            List.of("diskmill.messaging.kafka", "diskmill.api.status")),
                    Map.entry(
                            "org.springframework.security…",
                            List.of("diskmill.api.identity.accounts")),
                    Map.entry("org.springframework.web…", List.of("diskmill.api…")),
                    Map.entry("org.testcontainers…", List.of("diskmill.testkit.container")),
                    Map.entry("org.tukaani…", List.of("diskmill.intake")),
                    Map.entry(
                            "tools.jackson…",
                            List.of("diskmill.event", "diskmill.convert.qemu", "diskmill.api…")));
}
