package diskmill.api.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.api.Core;
import diskmill.image.ContainerFormat;
import diskmill.image.DiskFormat;
import diskmill.image.ImageId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImagesTest {

    private Core core;

    @BeforeAll
    void start() {
        core = new Core();
    }

    @AfterAll
    void stop() {
        core.close();
    }

    @Test
    void aMoveThatTheTableForbidsIsNotWritten() {
        ImageId deleted = core.queued(DiskFormat.RAW).id();
        core.transaction.executeWithoutResult(status -> core.imageMoves.erase(deleted));

        assertThatThrownBy(() ->
                        core.transaction.executeWithoutResult(
                                status -> core.imageMoves.move(deleted, ImageStatus.IMPORTING)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("importing");
    }

    @Test
    void anImageIsReadAsItWasRegistered() {
        NewImage image =
                new NewImage(
                        ImageId.random(),
                        "ubuntu 二十四",
                        Visibility.COMMUNITY,
                        true,
                        true,
                        "project-7",
                        DiskFormat.VMDK,
                        ContainerFormat.OVA,
                        512,
                        10,
                        new TreeSet<>(List.of("a", "b,\"c\"")),
                        new TreeMap<>(Map.of("os_distro", "ubuntu", "key", "")));

        Image inserted = core.insert(image);

        assertThat(core.images.find(image.id())).contains(inserted);
        assertThat(inserted.status()).isEqualTo(ImageStatus.QUEUED);
        assertThat(ImageEdit.of(inserted))
                .usingRecursiveComparison()
                .ignoringFields("readAs")
                .isEqualTo(ImageEdit.of(image));
    }

    @Test
    void anIdThatIsInUseIsTaken() {
        Image image = core.queued(DiskFormat.RAW);

        assertThat(core.images.insert(withId(image.id())))
                .isInstanceOf(Images.Insertion.IdTaken.class);
    }

    @Test
    void theIdOfADeletedImageIsTakenForEver() {
        Image image = core.queued(DiskFormat.RAW);
        core.imports.delete(image.id());

        assertThat(core.images.insert(withId(image.id())))
                .isInstanceOf(Images.Insertion.IdTaken.class);
        assertThat(core.images.find(image.id())).isEmpty();
    }

    @Test
    void anEditOfTheImageAsItStandsIsTaken() {
        Image image = core.queued(DiskFormat.RAW);

        Images.Update update = core.images.update(image.id(), renamed(image, "new name"));

        assertThat(update).isInstanceOf(Images.Update.Edited.class);
        assertThat(core.image(image.id()).name()).isEqualTo("new name");
        assertThat(core.image(image.id()).updatedAt()).isAfter(image.updatedAt());
    }

    @Test
    void ofTwoEditsOfTheSameReadingTheSecondIsRaced() {
        Image image = core.queued(DiskFormat.RAW);
        core.images.update(image.id(), renamed(image, "first"));

        Images.Update second = core.images.update(image.id(), renamed(image, "second"));

        assertThat(second).isInstanceOf(Images.Update.Raced.class);
        assertThat(core.image(image.id()).name()).isEqualTo("first");
    }

    @Test
    void anEditOfADeletedImageFindsItGone() {
        Image image = core.queued(DiskFormat.RAW);
        core.imports.delete(image.id());

        assertThat(core.images.update(image.id(), ImageEdit.of(image)))
                .isInstanceOf(Images.Update.Gone.class);
    }

    @Test
    void aChangeOfStatusRacesAnEditToo() {
        Image image = core.queued(DiskFormat.RAW);
        core.waiting(image.id());

        assertThat(core.images.update(image.id(), ImageEdit.of(image)))
                .isInstanceOf(Images.Update.Raced.class);
    }

    private static ImageEdit renamed(Image image, String name) {
        return new ImageEdit(
                image.updatedAt(),
                name,
                image.visibility(),
                image.isProtected(),
                image.hidden(),
                image.owner(),
                image.diskFormat(),
                image.containerFormat(),
                image.minRam(),
                image.minDisk(),
                image.tags(),
                image.properties());
    }

    private static NewImage withId(ImageId id) {
        NewImage other = Core.newImage(DiskFormat.RAW, ContainerFormat.BARE);
        return new NewImage(
                id,
                other.name(),
                other.visibility(),
                other.isProtected(),
                other.hidden(),
                other.owner(),
                other.diskFormat(),
                other.containerFormat(),
                other.minRam(),
                other.minDisk(),
                other.tags(),
                other.properties());
    }
}
