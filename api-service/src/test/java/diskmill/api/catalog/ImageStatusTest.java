package diskmill.api.catalog;

import static diskmill.api.catalog.ImageStatus.ACTIVE;
import static diskmill.api.catalog.ImageStatus.DEACTIVATED;
import static diskmill.api.catalog.ImageStatus.IMPORTING;
import static diskmill.api.catalog.ImageStatus.QUEUED;
import static diskmill.api.catalog.ImageStatus.SAVING;
import static diskmill.api.catalog.ImageStatus.UPLOADING;
import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.catalog.ImageStatus.Transition;
import diskmill.event.ImageEvent;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImageStatusTest {

    /** Statuses in which bytes are on their way. */
    private static final Set<ImageStatus> OPEN = EnumSet.of(SAVING, UPLOADING, IMPORTING);

    static Stream<Arguments> pairs() {
        return Arrays.stream(ImageStatus.values())
                .flatMap(status ->
                        ExampleFacts.all().stream().map(fact -> Arguments.of(status, fact)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyPairHasTheAnswerOfTheDesign(ImageStatus status, ImageEvent fact) {
        Class<? extends Transition> expected =
                switch (fact) {
                    case ImageEvent.Submitted _, ImageEvent.Progressed _ ->
                            OPEN.contains(status) ? Transition.Keep.class : Transition.Stale.class;
                    case ImageEvent.Ingested _ ->
                            status == UPLOADING
                                    ? Transition.Contradiction.class
                                    : OPEN.contains(status)
                                            ? Transition.Keep.class
                                            : Transition.Stale.class;
                    case ImageEvent.Converted _ ->
                            status == UPLOADING || status == QUEUED
                                    ? Transition.Contradiction.class
                                    : OPEN.contains(status)
                                            ? Transition.Move.class
                                            : Transition.Stale.class;
                    case ImageEvent.Rejected _ ->
                            status == ACTIVE || status == DEACTIVATED
                                    ? Transition.Contradiction.class
                                    : OPEN.contains(status)
                                            ? Transition.Move.class
                                            : Transition.Stale.class;
                    case ImageEvent.Cancelled _ ->
                            OPEN.contains(status) ? Transition.Move.class : Transition.Stale.class;
                };

        assertThat(status.on(fact)).isInstanceOf(expected);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aFactThatComesTwiceMovesNothingTheSecondTime(ImageStatus status, ImageEvent fact) {
        if (status.on(fact) instanceof Transition.Move(var next)) {
            assertThat(next.on(fact)).isNotInstanceOf(Transition.Move.class);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whatAFactMovesARequestMightMoveToo(ImageStatus status, ImageEvent fact) {
        if (status.on(fact) instanceof Transition.Move(var next)) {
            assertThat(status.mayBecome(next)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(ImageStatus.class)
    void nothingComesBackFromDeleted(ImageStatus next) {
        assertThat(ImageStatus.DELETED.mayBecome(next)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(ImageStatus.class)
    void aStatusIsReadByItsWord(ImageStatus status) {
        assertThat(ImageStatus.parse(status.toString())).isEqualTo(status);
    }

    @Test
    void theMovesThatARequestMakesAreGlances() {
        assertThat(targets(QUEUED))
                .containsExactlyInAnyOrder(
                        SAVING, UPLOADING, IMPORTING, ACTIVE, ImageStatus.DELETED);
        assertThat(targets(SAVING))
                .containsExactlyInAnyOrder(ACTIVE, ImageStatus.KILLED, ImageStatus.DELETED, QUEUED);
        assertThat(targets(UPLOADING))
                .containsExactlyInAnyOrder(IMPORTING, QUEUED, ImageStatus.DELETED);
        assertThat(targets(IMPORTING))
                .containsExactlyInAnyOrder(ACTIVE, ImageStatus.DELETED, QUEUED);
        assertThat(targets(ACTIVE))
                .containsExactlyInAnyOrder(
                        ImageStatus.PENDING_DELETE, ImageStatus.DELETED, DEACTIVATED);
        assertThat(targets(DEACTIVATED)).containsExactlyInAnyOrder(ACTIVE, ImageStatus.DELETED);
        assertThat(targets(ImageStatus.KILLED)).containsExactly(ImageStatus.DELETED);
        assertThat(targets(ImageStatus.PENDING_DELETE))
                .containsExactlyInAnyOrder(ImageStatus.DELETED, ACTIVE);
    }

    private static Stream<ImageStatus> targets(ImageStatus from) {
        return Arrays.stream(ImageStatus.values()).filter(from::mayBecome);
    }
}
