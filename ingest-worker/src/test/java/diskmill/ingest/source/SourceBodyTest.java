package diskmill.ingest.source;

import static diskmill.ingest.source.SourceFixture.assertFails;
import static diskmill.testkit.source.ServedBytes.patternBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import diskmill.image.RejectionReason;
import diskmill.testkit.source.Fault;
import diskmill.testkit.source.ServedBytes;
import diskmill.testkit.source.ServedPath;
import diskmill.testkit.source.TestSource;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a body that breaks. */
class SourceBodyTest {

    private final byte[] bytes = patternBytes(300_000);
    private final TestSource server = TestSource.start();
    private final ServedPath served = server.serve("/disk.raw", bytes);
    private final HttpSources sources = SourceFixture.open(SourceFixture.QUICK);

    @AfterEach
    void close() throws Exception {
        sources.close();
        server.close();
    }

    @Test
    void aBreakIsMendedByAskingForTheRestOfTheSameVersion() throws Exception {
        served.next(Fault.cutAfter(100_000));

        assertThat(readAll()).isEqualTo(bytes);

        var second = server.requests().get(1);
        assertThat(second.header("If-Range")).hasValue("\"v1\"");
        assertThat(second.header("Range")).hasValue("bytes=100000-");
    }

    @Test
    void aBreakInTheMiddleOfAChunkIsMended() throws Exception {
        served.chunked().next(Fault.cutAfter(100_000));

        assertThat(readAll()).isEqualTo(bytes);
    }

    @Test
    void aBreakAtTheVeryLastByteIsMended() throws Exception {
        served.next(Fault.cutAfter(299_999));

        assertThat(readAll()).isEqualTo(bytes);
        assertThat(server.requests().get(1).bodyBytes()).isEqualTo(1);
    }

    @Test
    void aBreakBeforeTheFirstByteIsMended() throws Exception {
        served.next(Fault.cutAfter(0));

        assertThat(readAll()).isEqualTo(bytes);
    }

    @Test
    void anErrorWhileAskingForTheRestIsTriedAgain() throws Exception {
        served.next(Fault.cutAfter(100_000)).next(Fault.status(503));

        assertThat(readAll()).isEqualTo(bytes);
    }

    @Test
    void aStallIsABreak() throws Exception {
        served.next(Fault.stallAfter(100_000));

        try (var impatient =
                SourceFixture.open(SourceFixture.settings(3, Duration.ofMillis(150)))) {
            assertThat(readAll(impatient)).isEqualTo(bytes);
        }
    }

    @Test
    void aSourceThatAlwaysStallsIsTooSlow() throws Exception {
        served.always(Fault.stallAfter(0));

        try (var impatient =
                SourceFixture.open(SourceFixture.settings(3, Duration.ofMillis(100)))) {
            assertFails(() -> readAll(impatient), RejectionReason.SOURCE_TOO_SLOW);
        }
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aSourceBelowTheLowestRateIsTooSlow() throws Exception {
        served.slowly(1000);

        try (var impatient =
                SourceFixture.open(SourceFixture.withMinRate(10_000, Duration.ofMillis(200)))) {
            assertFails(() -> readAll(impatient), RejectionReason.SOURCE_TOO_SLOW);
        }
    }

    @Test
    void aSourceAboveTheLowestRateIsNot() throws Exception {
        served.replace(patternBytes(30_000), "\"v1\"").slowly(50_000);

        try (var patient =
                SourceFixture.open(SourceFixture.withMinRate(1000, Duration.ofMillis(100)))) {
            assertThat(readAll(patient)).hasSize(30_000);
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aSourceThatClaimsMoreThanItHasIsBegunAgain() {
        served.claimsLength(400_000).shiftsTotalBy(100_000);

        assertThatThrownBy(this::readAll).isInstanceOf(SourceChanged.class);
    }

    @Test
    void triesAreCountedFromTheLastMebibyteOfProgress() throws Exception {
        int mebibytes = 8;
        var large = server.serve("/large.raw", ServedBytes.pattern((long) mebibytes << 20));
        large.next(mebibytes - 1, Fault.cutAfter(1 << 20));

        try (SourceBody body = sources.at(large.uri()).open()) {
            assertMatchesPattern(body, (long) mebibytes << 20);
        }
        assertThat(server.requests("/large.raw")).hasSize(mebibytes);
    }

    @Test
    void breaksWithoutProgressUseUpTheTries() {
        served.next(Fault.cutAfter(100_000)).always(Fault.cutAfter(10));

        assertFails(this::readAll, RejectionReason.SOURCE_TRUNCATED);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aNewVersionIsNeverMixedWithTheOld() throws Exception {
        served.next(Fault.cutAfter(100_000));
        var source = sources.at(served.uri());

        try (SourceBody body = source.open()) {
            body.readNBytes(50_000);
            served.replace(patternBytes(200_000), "\"v2\"");

            assertThatThrownBy(body::readAllBytes).isInstanceOf(SourceChanged.class);
        }
        try (SourceBody body = source.open()) {
            assertThat(body.readAllBytes()).isEqualTo(patternBytes(200_000));
        }
    }

    @Test
    void aNewTagInAPartialAnswerIsANewVersion() {
        served.newEtagEachTime().ignoresIfRange().next(Fault.cutAfter(100_000));

        assertThatThrownBy(this::readAll).isInstanceOf(SourceChanged.class);
    }

    @Test
    void theWholeInPlaceOfTheRestIsNotTaken() {
        served.ignoresRanges().next(Fault.cutAfter(100_000));

        assertThatThrownBy(this::readAll).isInstanceOf(SourceChanged.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1, 250_000})
    void anotherPartThanTheRestIsNotTaken(long shift) {
        served.shiftsRangesBy(shift).next(Fault.cutAfter(100_000));

        assertThatThrownBy(this::readAll).isInstanceOf(SourceChanged.class);
    }

    @Test
    void anotherTotalIsAnotherVersion() {
        served.shiftsTotalBy(1).next(Fault.cutAfter(100_000));

        assertThatThrownBy(this::readAll).isInstanceOf(SourceChanged.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"v1\"", "v1", "\"v1", "\"v\"1\"", "*"})
    void withoutAStrongTagNothingIsAskedForTwice(String tag) {
        served.etag(tag).next(Fault.cutAfter(100_000));

        assertThatThrownBy(this::readAll).isInstanceOf(SourceBroken.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void whatWasBrokenIsBegunAgainFromItsFirstByte() throws Exception {
        served.withoutEtag().next(Fault.cutAfter(100_000));
        var source = sources.at(served.uri());

        try (SourceBody body = source.open()) {
            assertThatThrownBy(body::readAllBytes).isInstanceOf(SourceBroken.class);
            assertThat(source.spoilt()).isTrue();
        }
        try (SourceBody body = source.open()) {
            assertThat(body.readAllBytes()).isEqualTo(bytes);
            assertThat(source.spoilt()).isFalse();
        }
    }

    @Test
    void itIsBegunOnlyAsOftenAsThereAreTries() throws Exception {
        served.withoutEtag().always(Fault.cutAfter(100_000));
        var source = sources.at(served.uri());
        for (int i = 0; i < 3; i++) {
            try (SourceBody body = source.open()) {
                assertThatThrownBy(body::readAllBytes).isInstanceOf(SourceBroken.class);
            }
        }

        assertFails(source::open, RejectionReason.SOURCE_TRUNCATED);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aSourceThatGoesAwayInTheMiddleIsAnError() {
        served.next(Fault.cutAfter(100_000)).always(Fault.status(404));

        assertFails(this::readAll, RejectionReason.SOURCE_ERROR);
    }

    @Test
    void aServerThatGoesAwayInTheMiddleIsUnreachable() throws Exception {
        served.always(Fault.cutAfter(100_000));

        try (SourceBody body = sources.at(served.uri()).open()) {
            body.readNBytes(50_000);
            server.close();

            assertFails(body::readAllBytes, RejectionReason.SOURCE_UNREACHABLE);
        }
    }

    @Test
    void aBodyThatIsClosedEarlyLeavesTheRestUnread() throws Exception {
        var endless = server.serve("/endless.raw", ServedBytes.pattern(Long.MAX_VALUE / 2));

        try (SourceBody body = sources.at(endless.uri()).open()) {
            body.readNBytes(1000);
        }

        await().untilAsserted(() -> assertThat(server.openConnections()).isZero());
        assertThat(server.requests().getFirst().bodyBytes()).isLessThan(64 << 20);
    }

    private byte[] readAll() throws Exception {
        return readAll(sources);
    }

    private byte[] readAll(HttpSources from) throws Exception {
        URI address = served.uri();
        try (SourceBody body = from.at(address).open()) {
            return body.readAllBytes();
        }
    }

    private static void assertMatchesPattern(InputStream in, long size) throws Exception {
        byte[] buffer = new byte[64 * 1024];
        long position = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] != ServedBytes.patternAt(position + i)) {
                    throw new AssertionError("another byte at " + (position + i));
                }
            }
            position += count;
        }
        assertThat(position).isEqualTo(size);
    }
}
