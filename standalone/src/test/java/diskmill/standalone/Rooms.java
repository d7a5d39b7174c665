package diskmill.standalone;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rules of {@link ArchitectureTest}: who may use whom. A name that ends in {@code …} stands for all below it, too. Our own names are
 * those below {@code diskmill}. A new entry is a decision: look first whether the code that needs it is in the right room.
 */
final class Rooms {

    static final Map<String, List<String>> MAY_USE =
            table(
                    """
                    # common
                    digest: image
                    disk: image
                    event: image, storage
                    gate:
                    image:
                    intake: digest, disk, image, storage
                    messaging: event, image
                    messaging.kafka: event, image, messaging, start
                    start:
                    storage: image
                    storage.file: start, storage, storage.local
                    storage.local: storage
                    storage.s3: start, storage, storage.local

                    # embedded
                    embedded:
                    testkit: embedded, testkit.container
                    testkit.container:
                    testkit.disk:
                    testkit.source:

                    # api-service
                    api: api.applications, api.catalog, api.database, api.dispatch, api.health, api.imports, api.lists, api.members, api.metadefs,
                        api.outbox, api.pages, api.quota, api.rounds, api.status, api.v2, gate, image, intake, messaging.kafka, start, storage,
                        storage.file, storage.s3
                    api.applications: api.rounds, image
                    api.catalog: event, image, storage
                    api.database: start
                    api.dispatch: api.catalog, api.imports, api.outbox, api.quota, api.rounds, api.status, event, image, messaging, storage
                    api.glance: api.identity, image
                    api.health: image, messaging, storage
                    api.identity: api.rounds, image
                    api.identity.accounts: api.web
                    api.identity.access: api.database, api.identity
                    api.identity.bootstrap: api.database, api.identity, api.identity.access, api.identity.accounts, api.web
                    api.identity.door: api.identity, api.identity.access, api.identity.accounts, api.identity.bootstrap, api.identity.keystone,
                        api.identity.tokens, api.identity.v3, api.identity.v3.manage, api.web
                    api.identity.keystone: api.identity, api.quota, api.web, start
                    api.identity.tokens: api.database, api.identity, api.identity.accounts, image
                    api.identity.v3: api.identity, api.identity.accounts, api.identity.tokens, api.web
                    api.identity.v3.manage: api.identity, api.identity.accounts, api.identity.tokens, api.identity.v3, api.policy, api.web
                    api.imports: api.catalog, api.outbox, api.quota, api.rounds, api.status, event, image, intake, storage
                    api.lists: api.catalog, api.members, image
                    api.members: image
                    api.metadefs: api.database
                    api.outbox: api.rounds, event, messaging
                    api.pages: api.catalog, api.lists, api.rounds, image
                    api.policy: api.catalog, api.identity, api.lists, api.members, api.web, image, start
                    api.audit: api.identity, api.identity.door, api.rounds, image
                    api.idempotency: api.identity, api.identity.door, api.rounds, api.web, image
                    api.v2.audit: api.audit, api.identity, api.policy, api.web, image
                    api.properties: api.policy, api.web
                    api.quota: image
                    api.rounds:
                    api.status: api.catalog, api.database, api.outbox, api.quota, api.rounds, event, image, messaging.kafka
                    api.volumes: api.identity, api.web, image
                    api.v1.access: api.identity, api.identity.access, api.policy, api.web
                    api.v1: api.applications, api.catalog, api.identity, api.imports, api.lists, api.pages, api.policy, api.v2.images, api.v2.imports,
                        api.web, image
                    api.v2: api.glance, api.idempotency, api.identity.door, api.policy, api.properties, api.v1, api.v1.access, api.v2.actions,
                        api.v2.audit, api.v2.bulk, api.v2.cache, api.v2.data, api.v2.discovery, api.v2.export, api.v2.images, api.v2.imports,
                        api.v2.lists, api.v2.locations, api.v2.members, api.v2.metadefs, api.v2.schemas, api.v2.tasks, api.v2.usage, api.v2.volumes,
                        api.volumes, api.web
                    api.v2.actions: api.catalog, api.identity, api.policy, api.web, image
                    api.v2.export: api.identity, api.lists, api.policy, api.v2.images, api.v2.lists, api.web
                    api.v2.bulk: api.audit, api.identity, api.v2.images, api.web, image
                    api.v2.volumes: api.catalog, api.identity, api.policy, api.volumes, api.web, image
                    api.v2.cache: api.identity, api.policy, api.web
                    api.v2.metadefs: api.identity, api.metadefs, api.policy, api.web
                    api.v2.usage: api.identity, api.quota
                    api.v2.data: api.catalog, api.glance, api.identity, api.imports, api.policy, api.properties, api.quota, api.status, api.v2.images,
                        api.v2.imports, api.web, image, intake, storage
                    api.v2.discovery: api.glance, api.health, api.identity, api.policy, api.v2.imports, api.web
                    api.v2.images: api.catalog, api.identity, api.imports, api.policy, api.properties, api.quota, api.v2.imports, api.v2.locations,
                        api.web, image
                    api.v2.imports: api.catalog, api.glance, api.identity, api.imports, api.policy, api.quota, api.web, gate, image
                    api.v2.lists: api.catalog, api.identity, api.lists, api.members, api.policy, api.v2.images, api.web, image
                    api.v2.locations: api.catalog, api.identity, api.policy, api.web, storage
                    api.v2.members: api.catalog, api.identity, api.members, api.policy, api.web, image
                    api.v2.schemas: api.properties, api.web
                    api.v2.tasks: api.catalog, api.identity, api.imports, api.policy, api.v2.images, api.v2.imports, api.web, image
                    api.web:

                    # workers
                    convert: convert.qemu, digest, disk, event, image, messaging, messaging.kafka, storage, storage.file, storage.s3
                    convert.qemu: image, start
                    ingest: event, gate, image, ingest.source, intake, messaging, messaging.kafka, storage, storage.file, storage.s3
                    ingest.source: gate, image, intake

                    # standalone
                    standalone: api, api.v2, convert, embedded, gate, ingest, intake, messaging.kafka, start, storage, storage.file, storage.s3
                    """,
                    Rooms::ours);

    /** An outside library, and the rooms that it stays in. One that is not here may be used anywhere. */
    static final Map<String, List<String>> LIBRARIES =
            table(
                    """
                    com.fasterxml.uuid…: image
                    com.github.luben…: intake
                    org.apache.commons.csv…: api.v2.export
                    org.dhatim…: api.v2.export
                    org.apache.commons.fileupload2…: api.v2.data
                    com.networknt…: api.v2.metadefs
                    com.zaxxer.hikari…: api.database
                    io.minio…: storage.s3
                    io.zonky…: embedded
                    kafka…: embedded
                    okhttp3…: storage.s3
                    org.apache.catalina…: api.web
                    org.apache.commons.compress…: intake
                    org.apache.commons.exec…: convert.qemu
                    org.apache.hc…: ingest.source
                    org.apache.kafka…: embedded, messaging.kafka
                    org.postgresql…: api.database, testkit.container
                    org.springframework.jdbc…: api…
                    org.springframework.kafka…: api.status, messaging.kafka
                    org.springframework.security…: api.identity.accounts
                    org.springframework.web…: api…
                    org.testcontainers…: testkit.container
                    org.tukaani…: intake
                    tools.jackson…: api…, convert.qemu, event
                    """,
                    Function.identity());

    private Rooms() {}

    /** Of lines {@code name: room, room}, which may go on in lines that are set in. */
    private static Map<String, List<String>> table(String lines, Function<String, String> name) {
        return lines.replaceAll("\\n +", " ")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(":", 2))
                .collect(
                        Collectors.toUnmodifiableMap(
                                line -> name.apply(line[0]), line -> rooms(line[1])));
    }

    private static List<String> rooms(String names) {
        return Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(Rooms::ours)
                .toList();
    }

    private static String ours(String name) {
        return "diskmill." + name;
    }
}
