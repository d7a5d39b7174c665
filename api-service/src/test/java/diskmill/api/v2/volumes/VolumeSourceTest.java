package diskmill.api.v2.volumes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageStatus;
import diskmill.api.catalog.Visibility;
import diskmill.image.ContainerFormat;
import diskmill.image.DiskFormat;
import diskmill.image.ImageId;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeSourceTest {

    /** Bytes, bytes, GiB, GiB. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 0, 1",
        "1, 1073741824, 0, 1",
        "1, 1073741825, 0, 2",
        "1, 10737418240, 3, 10",
        "1, 10737418240, 20, 20",
        // a qcow2 without holes is larger than what it holds, and Cinder counts its bytes
        "1073741825, 1073741824, 0, 2",
        "1, , 0, 1",
        "5368709120, , 0, 5",
        "1, 17592186044416, 0, 16384"
    })
    void theLeastSizeHasRoomForTheDiskAndIsWhatTheImageAsksFor(
            long size, @Nullable Long virtualSize, int minDisk, int least) {
        VolumeSource source = new VolumeSource(image(size, virtualSize, minDisk));

        assertThat(source.size(null)).isEqualTo(least);
        assertThat(source.size(least)).isEqualTo(least);
        assertThat(source.size(least + 1)).isEqualTo(least + 1);
        if (least > 1) {
            assertThatThrownBy(() -> source.size(least - 1))
                    .hasMessageContaining("at least %d GiB".formatted(least));
        }
    }

    private static Image image(long size, @Nullable Long virtualSize, int minDisk) {
        return new Image(
                ImageId.random(),
                null,
                ImageStatus.ACTIVE,
                Visibility.SHARED,
                false,
                false,
                "p1",
                DiskFormat.QCOW2,
                ContainerFormat.BARE,
                0,
                minDisk,
                size,
                virtualSize,
                null,
                null,
                null,
                null,
                new TreeSet<>(),
                new TreeMap<>(),
                List.of(),
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
