package diskmill.ingest;

import static diskmill.testkit.source.ServedBytes.patternBytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.event.ImageEvent;
import diskmill.event.ImageEvent.Rejected;
import diskmill.image.Digest;
import diskmill.image.HashAlgorithm;
import diskmill.image.RejectionReason;
import diskmill.testkit.source.Fault;
import diskmill.testkit.source.ServedBytes;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the image or its source is to blame for is an answer, and leaves nothing in the store. */
class IngestRejectionTest {

    @TempDir private Path folder;

    private final byte[] bytes = patternBytes(3 << 20);
    private OneImport work;

    @BeforeEach
    void begin() throws Exception {
        work = new OneImport(folder);
    }

    @AfterEach
    void close() throws Exception {
        work.close();
    }

    @Test
    void aSourceThatIsAlwaysTruncatedIsRejectedAndLeavesNothing() throws Exception {
        URI disk =
                work.server
                        .serve("/disk.raw", bytes)
                        .withoutEtag()
                        .always(Fault.cutAfter(1 << 20))
                        .uri();

        assertRejected(disk, RejectionReason.SOURCE_TRUNCATED);
    }

    @Test
    void aSourceThatIsCutAtTheSamePlaceAgainAndAgainIsRejectedAndLeavesNothing() throws Exception {
        URI disk =
                work.server
                        .serve("/disk.raw", bytes)
                        .next(Fault.cutAfter(1 << 20))
                        .always(Fault.cutAfter(0))
                        .uri();

        assertRejected(disk, RejectionReason.SOURCE_TRUNCATED);
    }

    @Test
    void aSourceThatClaimsMoreThanItHasIsRejected() throws Exception {
        URI disk = work.server.serve("/disk.raw", bytes).claimsLength(bytes.length + 1).uri();

        assertRejected(disk, RejectionReason.SOURCE_TRUNCATED);
    }

    @Test
    void aMissingSourceIsRejected() throws Exception {
        assertRejected(work.server.uri("/nothing.raw"), RejectionReason.SOURCE_ERROR);
    }

    @Test
    void aLoopOfRedirectsIsRejected() throws Exception {
        assertRejected(
                work.server.redirect("/loop", "/loop").uri(), RejectionReason.SOURCE_REDIRECTS);
    }

    @Test
    void aClosedAddressIsRejected() throws Exception {
        assertRejected(URI.create("http://127.0.0.2/disk.raw"), RejectionReason.SOURCE_UNREACHABLE);
    }

    @Test
    void aPageThatSaysThatNothingIsThereIsRejectedThoughItsStatusIs200() throws Exception {
        byte[] page = "<!DOCTYPE html>\n<html><body>Not found</body></html>".getBytes(UTF_8);
        URI disk = work.server.serve("/disk.raw", page).uri();

        assertRejected(disk, RejectionReason.NOT_A_DISK);
    }

    @Test
    void zeroBytesAreRejected() throws Exception {
        URI disk = work.server.serve("/disk.raw", new byte[0]).uri();

        assertRejected(disk, RejectionReason.EMPTY);
    }

    @Test
    void moreThanTheLimitIsRejectedBeforeAByteIsRead() throws Exception {
        URI disk = work.server.serve("/disk.raw", ServedBytes.pattern(1L << 40)).uri();

        assertRejected(disk, RejectionReason.TOO_LARGE);
    }

    @Test
    void moreThanTheLimitIsRejectedWhereTheLengthWasNotTold() throws Exception {
        URI disk = work.server.serve("/disk.raw", ServedBytes.pattern(1L << 40)).chunked().uri();

        assertRejected(disk, RejectionReason.TOO_LARGE);
        await().untilAsserted(() -> assertThat(work.server.openConnections()).isZero());
    }

    @Test
    void anotherDigestThanTheExpectedIsRejected() throws Exception {
        URI disk = work.server.serve("/disk.raw", bytes).uri();
        var other = Digest.of(HashAlgorithm.MD5, new byte[16]);

        assertRejected(
                work.run(disk, OneImport.DEADLINE, other), RejectionReason.CHECKSUM_MISMATCH);
    }

    @Test
    void workBehindItsDeadlineIsNotBegun() throws Exception {
        URI disk = work.server.serve("/disk.raw", bytes).uri();

        assertRejected(work.run(disk, OneImport.NOW, null), RejectionReason.DEADLINE_EXCEEDED);
        assertThat(work.server.connections()).isZero();
    }

    @Test
    void noSentenceTellsAnAddress() throws Exception {
        var outcome = work.run(work.server.uri("/nothing.raw?sig=secret"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected ->
                                assertThat(rejected.detail())
                                        .doesNotContain("secret", "127.0.0.1", "nothing.raw"));
    }

    private void assertRejected(URI disk, RejectionReason reason) throws Exception {
        assertRejected(work.run(disk), reason);
    }

    private void assertRejected(ImageEvent outcome, RejectionReason reason) throws Exception {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> {
                            assertThat(rejected.reason()).isEqualTo(reason);
                            assertThat(rejected.attemptId()).isEqualTo(work.attempt);
                            assertThat(rejected.runId()).isEqualTo(work.run.id());
                            assertThat(rejected.detail()).isNotBlank();
                        });
        assertThat(work.filesLeft()).isZero();
    }
}
