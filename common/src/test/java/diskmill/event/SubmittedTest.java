package diskmill.event;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.event.ImageEvent.Submitted;
import diskmill.image.AttemptId;
import diskmill.image.ContainerFormat;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.ImageId;
import diskmill.image.Limits;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubmittedTest {

    @Test
    void theInstallationsDefaultHoldsForWhatTurnsOutToConvertToIt() {
        Submitted work = submitted(ContainerFormat.BARE, null, DiskFormat.RAW);

        assertThat(work.targetOf(DiskFormat.QCOW2)).isEqualTo(DiskFormat.RAW);
        assertThat(work.targetOf(DiskFormat.ISO)).isNull();
    }

    @Test
    void whatTheRequestAsksForGoesBeforeTheDefault() {
        Submitted work = submitted(ContainerFormat.BARE, DiskFormat.QCOW2, DiskFormat.RAW);

        assertThat(work.targetOf(DiskFormat.VMDK)).isEqualTo(DiskFormat.QCOW2);
    }

    @Test
    void whatIsStoredAsItComesIsNotConvertedByDefault() {
        Submitted work = submitted(ContainerFormat.OVF, null, DiskFormat.RAW);

        assertThat(work.targetOf(DiskFormat.QCOW2)).isNull();
    }

    private static Submitted submitted(
            ContainerFormat container,
            @Nullable DiskFormat target,
            @Nullable DiskFormat defaultTarget) {
        return new Submitted(
                ImageId.random(),
                AttemptId.next(),
                Instant.EPOCH,
                Instant.EPOCH,
                URI.create("http://images.example.org/disk"),
                container,
                null,
                target,
                null,
                HashAlgorithm.SHA256,
                new Limits(1, 1),
                defaultTarget);
    }
}
