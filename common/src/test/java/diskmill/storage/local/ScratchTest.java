package diskmill.storage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.storage.Keys;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectUpload;
import diskmill.storage.StoreUnavailable;
import diskmill.storage.ToolFiles.LentFile;
import diskmill.storage.file.FileObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scratch copies, of whatever store. */
class ScratchTest {

    private final ObjectKey key = Keys.fresh();
    @TempDir private Path folder;
    private FileObjectStore store;

    @BeforeEach
    void open() throws IOException {
        store = FileObjectStore.open(folder.resolve("store"));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void aCopyIsDeletedWhenItIsGivenBack() throws IOException {
        put(1_000);
        try (Scratch scratch = Scratch.open(store, folder.resolve("scratch"), 1)) {
            LentFile lent = scratch.lend(key);
            Path path = lent.path();
            assertThat(path).hasSize(1_000);

            lent.close();

            assertThat(path.getParent()).doesNotExist();
        }
    }

    @Test
    void zerosTakeNoRoom() throws Exception {
        put(100 << 20);
        try (Scratch scratch = Scratch.open(store, folder.resolve("scratch"), 1);
                LentFile lent = scratch.lend(key)) {
            Process blocks = new ProcessBuilder("stat", "-c", "%b", lent.path().toString()).start();

            assertThat(lent.path()).hasSize(100 << 20);
            assertThat(Long.parseLong(blocks.inputReader().readLine())).isLessThan(1_000);
        }
    }

    @Test
    void aCopyThatWouldTakeTheReserveIsRefusedAndLeavesNothing() throws IOException {
        put(1_000);
        Path place = folder.resolve("scratch");
        try (Scratch scratch = Scratch.open(store, place, Long.MAX_VALUE / 2)) {
            assertThatThrownBy(() -> scratch.lend(key))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageNotContaining(place.toString());
            assertThatThrownBy(() -> scratch.draft(key)).isInstanceOf(StoreUnavailable.class);
        }
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void whatADeadProcessLeftIsDeletedAtTheStart() throws IOException {
        Path dead = folder.resolve("scratch").resolve("dead");
        Files.createDirectories(dead);
        Files.write(dead.resolve("disk"), new byte[10]);
        Files.createFile(dead.resolveSibling("dead.lock"));

        try (Scratch scratch = Scratch.open(store, folder.resolve("scratch"), 1)) {
            assertThat(scratch).isNotNull();
            assertThat(dead).doesNotExist();
        }
    }

    @Test
    void twoStoresShareAFolder() throws IOException {
        put(1_000);
        try (Scratch one = Scratch.open(store, folder.resolve("scratch"), 1);
                LentFile lent = one.lend(key);
                Scratch two = Scratch.open(store, folder.resolve("scratch"), 1)) {
            assertThat(two).isNotNull();
            assertThat(lent.path()).hasSize(1_000);
        }
    }

    private void put(int size) throws IOException {
        try (ObjectUpload upload = store.upload(key)) {
            byte[] zeros = new byte[1 << 20];
            for (int at = 0; at < size; at += zeros.length) {
                upload.write(zeros, 0, Math.min(zeros.length, size - at));
            }
            upload.complete();
        }
    }
}
