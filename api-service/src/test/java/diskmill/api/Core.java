package diskmill.api;

import com.zaxxer.hikari.HikariDataSource;
import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.AttemptMoves;
import diskmill.api.catalog.AttemptSettings;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Garbage;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageMoves;
import diskmill.api.catalog.Images;
import diskmill.api.catalog.NewImage;
import diskmill.api.catalog.Tasks;
import diskmill.api.catalog.Visibility;
import diskmill.api.dispatch.DispatchSettings;
import diskmill.api.dispatch.Dispatcher;
import diskmill.api.dispatch.Reconciler;
import diskmill.api.dispatch.Releases;
import diskmill.api.imports.ImportRules;
import diskmill.api.imports.ImportStart;
import diskmill.api.imports.Imports;
import diskmill.api.imports.Submitter;
import diskmill.api.imports.UploadStart;
import diskmill.api.imports.UploadTicket;
import diskmill.api.lists.ImageLists;
import diskmill.api.outbox.Outbox;
import diskmill.api.outbox.Relay;
import diskmill.api.pages.ImagePages;
import diskmill.api.quota.QuotaLimits;
import diskmill.api.quota.Quotas;
import diskmill.api.status.Endings;
import diskmill.api.status.FactRecorder;
import diskmill.api.status.ImportMeters;
import diskmill.event.ImageEvent;
import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.Digests;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.ImageId;
import diskmill.image.Limits;
import diskmill.image.RunId;
import diskmill.intake.IntakeResult;
import diskmill.messaging.BrokerProbe.Standing;
import diskmill.storage.ObjectKey;
import diskmill.storage.StoredObject;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The api-service's core on a database of its own, with nothing that runs by itself: a test calls each round. */
public final class Core implements AutoCloseable {

    public static final Submitter SUBMITTER = new Submitter("project-1", "user-1", "req-1");
    public static final Digests DIGESTS =
            Digests.of(
                    new Digest(HashAlgorithm.MD5, "0".repeat(32)),
                    new Digest(HashAlgorithm.SHA256, "a".repeat(64)));

    public final HikariDataSource pool = TestDatabases.create();
    public final JdbcClient database = JdbcClient.create(pool);
    public final TransactionTemplate transaction =
            new TransactionTemplate(new JdbcTransactionManager(pool));
    public final SaidFacts facts = new SaidFacts();
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final Images images;
    public final ImageLists lists;
    public final ImagePages pages;
    public final ImageMoves imageMoves;
    public final Attempts attempts;
    public final Tasks tasks;
    public final Outbox outbox;
    public final Relay relay;
    public final Imports imports;
    public final FactRecorder recorder;
    public final Endings endings;

    /** What the reconcilers see of the broker. */
    public volatile Standing standing = Standing.CURRENT;

    private final AttemptMoves moves;
    private final Releases releases;

    public Core() {
        this((DiskFormat) null);
    }

    public Core(@Nullable DiskFormat defaultTarget) {
        this(defaultTarget, (_, _) -> QuotaLimits.UNLIMITED);
    }

    public Core(QuotaLimits limits) {
        this(null, limits);
    }

    private Core(@Nullable DiskFormat defaultTarget, QuotaLimits quotaLimits) {
        Quotas quotas = new Quotas(database, quotaLimits);
        JsonMapper json = JsonMapper.builder().build();
        images = new Images(database, json);
        lists = new ImageLists(database, transaction, images);
        pages = new ImagePages(database, transaction, images);
        imageMoves = new ImageMoves(database, json);
        attempts = new Attempts(database, json);
        tasks = new Tasks(database, json);
        moves = new AttemptMoves(database, json);
        Garbage garbage = new Garbage(database);
        outbox = new Outbox(database, json, () -> {});
        relay = new Relay(database, transaction, json, facts);
        ImportMeters importMeters = new ImportMeters(meters);
        endings = new Endings(imageMoves, moves, garbage, outbox, importMeters, Clock.systemUTC());
        Limits limits = new Limits(1L << 40, 1L << 46);
        AttemptSettings times = times();
        ImportRules rules = new ImportRules(times, limits, HashAlgorithm.SHA256, defaultTarget);
        imports =
                Imports.of(
                        transaction,
                        imageMoves,
                        attempts,
                        moves,
                        endings,
                        garbage,
                        outbox,
                        quotas,
                        rules,
                        Clock.systemUTC(),
                        () -> {});
        recorder =
                new FactRecorder(
                        transaction,
                        imageMoves,
                        attempts,
                        moves,
                        endings,
                        garbage,
                        quotas,
                        meters,
                        times.lease(),
                        () -> {});
        releases =
                new Releases(
                        images,
                        attempts,
                        moves,
                        outbox,
                        rules,
                        quotas,
                        importMeters,
                        Clock.systemUTC());
    }

    public Dispatcher dispatcher(int window) {
        return dispatcher(
                new Dispatcher.Window(window, window, Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    public Dispatcher dispatcher(Dispatcher.Window window) {
        return new Dispatcher(database, transaction, attempts, releases, () -> window);
    }

    public Reconciler reconciler() {
        return new Reconciler(
                database,
                transaction,
                imageMoves,
                attempts,
                endings,
                releases,
                times(),
                settings(),
                meters,
                () -> relay.brokerAway() ? Standing.AWAY : standing);
    }

    private static AttemptSettings times() {
        return new AttemptSettings(
                Duration.ofHours(24),
                Duration.ofSeconds(30),
                Duration.ofSeconds(90),
                Duration.ofHours(24));
    }

    private static DispatchSettings settings() {
        return new DispatchSettings(16, Duration.ofMinutes(5), Duration.ofSeconds(30), 0, 0);
    }

    /** A queued image in container bare, of the format. */
    public Image queued(@Nullable DiskFormat format) {
        return insert(newImage(format, ContainerFormat.BARE));
    }

    public Image insert(NewImage image) {
        return ((Images.Insertion.Inserted) images.insert(image)).image();
    }

    public static NewImage newImage(
            @Nullable DiskFormat format, @Nullable ContainerFormat container) {
        return new NewImage(
                ImageId.random(),
                "an image",
                Visibility.SHARED,
                false,
                false,
                SUBMITTER.project(),
                format,
                container,
                0,
                0,
                new TreeSet<>(),
                new TreeMap<>());
    }

    /** An import from an address, in the queue. */
    public Attempt waiting(ImageId image) {
        return waiting(image, SUBMITTER.project());
    }

    public Attempt waiting(ImageId image, String project) {
        return started(
                imports.startWebDownload(
                        image,
                        new Submitter(project, "user-1", "req-1"),
                        URI.create("http://source.example/disk?secret=1"),
                        null,
                        null));
    }

    /** An import from an address, with the workers. */
    public Attempt released(ImageId image) {
        Attempt attempt = waiting(image);
        dispatcher(1_000).dispatch();
        said();
        return attempt(attempt);
    }

    public static Attempt started(ImportStart start) {
        return ((ImportStart.Started) start).attempt();
    }

    public UploadTicket uploading(ImageId image, Attempt.Method method) {
        return ((UploadStart.Started)
                        imports.startUpload(image, SUBMITTER, method, null, null, null))
                .ticket();
    }

    /** What an intake says of a qcow2 disk of 1000 bytes. */
    public static IntakeResult.Stored stored(UploadTicket ticket) {
        return new IntakeResult.Stored(
                new StoredObject(ticket.key(), 1000, Instant.now()),
                DiskFormat.QCOW2,
                5000L,
                1000,
                DIGESTS,
                DIGESTS);
    }

    /** The object is what a raw image of the attempt is now. */
    public void converted(Attempt attempt, ObjectKey object) {
        recorder.on(
                new ImageEvent.Converted(
                        attempt.imageId(),
                        attempt.id(),
                        RunId.next(),
                        Instant.now(),
                        object,
                        DiskFormat.RAW,
                        1,
                        1L,
                        DIGESTS));
    }

    public Image image(ImageId id) {
        return images.find(id).orElseThrow();
    }

    public Attempt attempt(Attempt attempt) {
        return attempts.find(attempt.id()).orElseThrow();
    }

    /** A connection that no pool knows. */
    public Connection connection() throws SQLException {
        return DriverManager.getConnection(
                pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
    }

    /** What was said since this was asked last. */
    public List<ImageEvent> said() {
        facts.said().clear();
        try {
            while (relay.relay()) {}
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return List.copyOf(facts.said());
    }

    /** The prefixes that are noted as garbage, each with what is kept there. */
    public List<String> garbage() {
        return database.sql(
                        "select prefix || coalesce(' but ' || keep, '') from garbage order by id")
                .query(String.class)
                .list();
    }

    /** Lets time pass for the attempt: everything that the database knows of it happened that much earlier. */
    public void age(Attempt attempt, Duration by) {
        database.sql(
                        """
                        update attempts set deadline = deadline - make_interval(secs => :by),
                            lease_until = lease_until - make_interval(secs => :by),
                            released_at = released_at - make_interval(secs => :by)
                        where id = :id
                        """)
                .param("by", (double) by.toSeconds())
                .param("id", attempt.id().value())
                .update();
    }

    @Override
    public void close() {
        pool.close();
    }
}
