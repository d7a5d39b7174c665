package diskmill.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.storage.KeyPrefix;
import diskmill.storage.Keys;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectUpload;
import diskmill.storage.StoreUnavailable;
import diskmill.storage.ToolFiles.DraftFile;
import diskmill.storage.local.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the file store does beyond the contract. */
class FileObjectStoreTest {

    private static final int MEBIBYTE = 1 << 20;

    @TempDir private Path folder;
    private final ObjectKey key = Keys.fresh();
    private FileObjectStore store;

    @BeforeEach
    void open() throws IOException {
        store = FileObjectStore.open(folder);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void anObjectIsAFileUnderItsKey() throws IOException {
        put(new byte[] {1, 2});

        assertThat(folder.resolve("objects").resolve(key.value()))
                .hasBinaryContent(new byte[] {1, 2});
    }

    @Test
    void whatWouldTakeTheReserveIsRefusedAndLeavesNothing() throws Exception {
        try (FileObjectStore full = FileObjectStore.open(folder.resolve("full"), Long.MAX_VALUE)) {
            try (ObjectUpload upload = full.upload(key)) {
                assertThatThrownBy(() -> upload.write(new byte[1], 0, 1))
                        .isInstanceOf(StoreUnavailable.class);
            }
            assertThatThrownBy(() -> full.draft(key)).isInstanceOf(StoreUnavailable.class);

            assertThat(full.list(KeyPrefix.ALL)).isEmpty();
        }
    }

    @Test
    void zerosTakeNoRoom() throws Exception {
        byte[] data = new byte[16 * MEBIBYTE];
        new Random(1).nextBytes(data);
        Arrays.fill(data, MEBIBYTE, 15 * MEBIBYTE, (byte) 0);

        put(data);

        assertThat(kibibytesOnDisk(object())).isBetween(2048L, 2048L + 256);
        assertThat(object()).hasBinaryContent(data);
    }

    @Test
    void zerosTakeNoRoomInOddPortionsEither() throws Exception {
        try (ObjectUpload upload = store.upload(key)) {
            byte[] zeros = new byte[99_999];
            for (int i = 0; i < 100; i++) {
                upload.write(zeros, 0, zeros.length);
            }
            upload.complete();
        }

        assertThat(kibibytesOnDisk(object())).isLessThan(16);
        assertThat(object()).hasSize(9_999_900);
    }

    /** Large enough to be written back several times while it grows. */
    @Test
    void aLargeObjectIsStoredWhole() throws Exception {
        byte[] portion = new byte[MEBIBYTE + 1];
        new Random(2).nextBytes(portion);

        try (ObjectUpload upload = store.upload(key)) {
            for (int i = 0; i < 100; i++) {
                upload.write(portion, 0, portion.length);
            }
            upload.complete();
        }

        try (InputStream content = store.open(key, 0, Long.MAX_VALUE)) {
            for (int i = 0; i < 100; i++) {
                assertThat(Arrays.equals(content.readNBytes(portion.length), portion)).isTrue();
            }
            assertThat(content.read()).isEqualTo(-1);
        }
    }

    @Test
    void aSparseDraftStaysSparse() throws Exception {
        try (DraftFile draft = store.draft(key)) {
            try (var file = new RandomAccessFile(draft.path().toFile(), "rw")) {
                file.setLength(100L * MEBIBYTE);
            }
            draft.adopt();
        }

        assertThat(object()).hasSize(100L * MEBIBYTE);
        assertThat(kibibytesOnDisk(object())).isLessThan(16);
    }

    @Test
    void theLastObjectTakesItsFoldersWithIt() throws IOException {
        put(new byte[] {1});

        store.delete(key);

        assertThat(folder.resolve("objects").resolve(KeyPrefix.ALL.value())).doesNotExist();
        assertThat(folder.resolve("objects")).isEmptyDirectory();
    }

    @Test
    void endedUploadsLeaveNoFiles() throws IOException {
        put(new byte[] {1});
        try (ObjectUpload upload = store.upload(Keys.fresh())) {
            upload.write(new byte[] {1}, 0, 1);
            upload.abort();
        }
        store.upload(Keys.fresh()).close();

        assertThat(unfinished()).isEmpty();
    }

    @Test
    void aClosedStoreLeavesNothingUnfinished() throws IOException {
        store.upload(key).write(new byte[] {1}, 0, 1);

        store.close();

        assertThat(folder.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void theSweepLeavesWhatThisProcessWrites() throws IOException {
        try (FileObjectStore other = FileObjectStore.open(folder);
                ObjectUpload upload = store.upload(key)) {
            upload.write(new byte[] {1}, 0, 1);

            other.sweep();
            store.sweep();

            upload.complete();
        }
        assertThat(object()).hasSize(1);
    }

    @Test
    void theSweepLeavesWhatALivingProcessWrites() throws Exception {
        try (OtherProcess process = OtherProcess.writing(folder, key)) {
            assertThat(process.answer()).isEqualTo("written");

            store.sweep();
            process.complete();

            assertThat(process.answer()).isEqualTo("completed");
        }
        assertThat(object()).hasSize(4L * MEBIBYTE);
    }

    @Test
    void theSweepDeletesWhatADeadProcessLeft() throws Exception {
        try (OtherProcess process = OtherProcess.writing(folder, key)) {
            assertThat(process.answer()).isEqualTo("written");
            process.kill();
        }
        assertThat(unfinished()).hasSize(1);

        store.sweep();

        assertThat(unfinished()).isEmpty();
        assertThat(folder.resolve("incoming").toFile().list()).hasSize(2);
        put(new byte[] {1});
    }

    @Test
    void aDeleteEndsAnUploadOfAnotherProcess() throws Exception {
        try (OtherProcess process = OtherProcess.writing(folder, key)) {
            assertThat(process.answer()).isEqualTo("written");

            store.delete(key);
            process.complete();

            assertThat(process.answer()).contains("StoreUnavailable");
        }
        assertThat(store.find(key)).isEmpty();
        assertThat(unfinished()).isEmpty();
    }

    @Test
    void aStoreWithoutRoomIsUnavailableAndTellsNoPath() throws Exception {
        try (OtherProcess process = OtherProcess.writingWithLittleRoom(folder, key)) {
            assertThat(process.answer())
                    .contains("StoreUnavailable")
                    .doesNotContain(folder.toString());
        }
    }

    @Test
    void aStoreThatCannotBeWrittenIsUnavailableAndTellsNoPath() throws IOException {
        Files.writeString(folder.resolve("objects/images"), "in the way", StandardCharsets.UTF_8);

        assertThatThrownBy(() -> put(new byte[] {1}))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageNotContaining(folder.toString());
        assertThat(unfinished()).isEmpty();
    }

    @Test
    void aStoreWhoseFolderIsGoneIsUnavailable() throws IOException {
        Folders.deleteTree(folder.resolve("incoming"));

        assertThatThrownBy(() -> store.upload(key)).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> store.draft(key)).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void aFolderThatCannotBeMadeIsUnavailable() throws IOException {
        Path file = Files.createFile(folder.resolve("a-file"));

        assertThatThrownBy(() -> FileObjectStore.open(file)).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void aForeignFileIsNotListed() throws IOException {
        put(new byte[] {1});
        Files.createFile(folder.resolve("objects/images/notes.txt"));

        assertThat(store.list(KeyPrefix.ALL)).hasSize(1);
    }

    @Test
    void anObjectThatIsDeletedMeanwhileIsReadToItsEnd() throws IOException {
        put(new byte[3 * MEBIBYTE]);

        try (InputStream content = store.open(key, 0, Long.MAX_VALUE)) {
            content.skipNBytes(1);
            store.delete(key);

            assertThat(content.readAllBytes()).hasSize(3 * MEBIBYTE - 1);
        }
    }

    @Test
    void anInterruptedThreadWritesAndReadsAllTheSame() throws Exception {
        Thread.currentThread().interrupt();

        put(new byte[] {1, 2, 3});
        try (InputStream content = store.open(key, 0, 3)) {
            assertThat(content.readAllBytes()).hasSize(3);
        }

        assertThat(Thread.interrupted()).isTrue();
    }

    private Path object() {
        return folder.resolve("objects").resolve(key.value());
    }

    private void put(byte[] content) throws IOException {
        try (ObjectUpload upload = store.upload(key)) {
            upload.write(content, 0, content.length);
            upload.complete();
        }
    }

    /** The files below the stores' own folders. */
    private List<Path> unfinished() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("incoming"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .toList();
        }
    }

    private static long kibibytesOnDisk(Path file) throws Exception {
        Process du = new ProcessBuilder("du", "-k", file.toString()).start();
        String answer = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(du.waitFor()).isZero();
        return Long.parseLong(answer.substring(0, answer.indexOf('\t')));
    }
}
