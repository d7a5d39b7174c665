package diskmill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.storage.ToolFiles.DraftFile;
import diskmill.storage.ToolFiles.LentFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store does for tools that need files. One subclass per store; an override says why. */
public abstract class ToolFilesContract {

    private final ObjectKey key = Keys.fresh();

    /** The same store as {@link #toolFiles}. */
    protected abstract ObjectStore store();

    protected abstract ToolFiles toolFiles();

    @Test
    void aLentFileHasTheObjectsBytes() throws IOException {
        put(new byte[] {1, 2, 3});

        try (LentFile lent = toolFiles().lend(key)) {
            assertThat(lent.path()).isAbsolute().hasBinaryContent(new byte[] {1, 2, 3});
        }
    }

    @Test
    void aLargeObjectWithHolesIsLentWhole() throws IOException {
        byte[] content = new byte[40 * 1024 * 1024 + 4_321];
        new Random(1).nextBytes(content);
        Arrays.fill(content, 1_000_000, 20_000_000, (byte) 0);
        Arrays.fill(content, content.length - 100_000, content.length, (byte) 0);
        put(content);

        try (LentFile lent = toolFiles().lend(key)) {
            assertThat(lent.path()).hasBinaryContent(content);
        }
    }

    @Test
    void anObjectWithoutBytesIsLent() throws IOException {
        put(new byte[0]);

        try (LentFile lent = toolFiles().lend(key)) {
            assertThat(lent.path()).isEmptyFile();
        }
    }

    @Test
    void aLargeDraftIsAdoptedWhole() throws IOException {
        byte[] content = new byte[12 * 1024 * 1024 + 5];
        new Random(2).nextBytes(content);

        try (DraftFile draft = toolFiles().draft(key)) {
            Files.write(draft.path(), content);
            draft.adopt();
        }

        assertThat(read()).isEqualTo(content);
        assertThat(store().leftovers(key.prefix())).isEmpty();
    }

    @Test
    void theObjectOutlivesItsLending() throws IOException {
        put(new byte[] {1, 2, 3});

        toolFiles().lend(key).close();

        assertThat(read()).containsExactly(1, 2, 3);
    }

    @Test
    void whatIsMissingCannotBeLent() {
        assertThatThrownBy(() -> toolFiles().lend(key)).isInstanceOf(ObjectMissing.class);
    }

    @Test
    void aDraftsPlaceIsAnEmptyFolder() throws IOException {
        try (DraftFile draft = toolFiles().draft(key)) {
            assertThat(draft.path()).isAbsolute().doesNotExist();
            assertThat(draft.path().getParent()).isEmptyDirectory();
        }
    }

    @Test
    void aDraftIsNoObjectBeforeItIsAdopted() throws IOException {
        try (DraftFile draft = toolFiles().draft(key)) {
            Files.write(draft.path(), new byte[] {1, 2, 3});

            assertThat(store().find(key)).isEmpty();
        }
    }

    @Test
    void anAdoptedDraftIsTheObject() throws IOException {
        StoredObject adopted;
        try (DraftFile draft = toolFiles().draft(key)) {
            Files.write(draft.path(), new byte[] {1, 2, 3});
            adopted = draft.adopt();
        }

        assertThat(adopted.size()).isEqualTo(3);
        assertThat(store().find(key)).contains(adopted);
        assertThat(read()).containsExactly(1, 2, 3);
    }

    @Test
    void aDraftThatIsNotAdoptedLeavesNothing() throws IOException {
        Path path;
        try (DraftFile draft = toolFiles().draft(key)) {
            path = draft.path();
            Files.write(path, new byte[] {1, 2, 3});
            Files.write(path.resolveSibling("more"), new byte[] {1});
        }

        assertThat(path.getParent()).doesNotExist();
        assertThat(store().find(key)).isEmpty();
    }

    @Test
    void anAdoptedDraftLeavesNoFolder() throws IOException {
        Path path;
        try (DraftFile draft = toolFiles().draft(key)) {
            path = draft.path();
            Files.write(path, new byte[] {1, 2, 3});
            draft.adopt();
        }

        assertThat(path.getParent()).doesNotExist();
    }

    @Test
    void aDraftCannotBeAdoptedTwice() throws IOException {
        try (DraftFile draft = toolFiles().draft(key)) {
            Files.write(draft.path(), new byte[] {1});
            draft.adopt();

            assertThatThrownBy(draft::adopt).isInstanceOf(IllegalStateException.class);
        }
        assertThat(read()).containsExactly(1);
    }

    @Test
    void aDraftThatNobodyWroteCannotBeAdopted() throws IOException {
        try (DraftFile draft = toolFiles().draft(key)) {
            assertThatThrownBy(draft::adopt).isInstanceOf(StoreUnavailable.class);
        }
        assertThat(store().find(key)).isEmpty();
    }

    @Test
    void aLinkIsNotAdopted(@TempDir Path elsewhere) throws IOException {
        Path secret = Files.write(elsewhere.resolve("secret"), new byte[] {1, 2, 3});

        try (DraftFile draft = toolFiles().draft(key)) {
            Files.createSymbolicLink(draft.path(), secret);

            assertThatThrownBy(draft::adopt).isInstanceOf(StoreUnavailable.class);
        }
        assertThat(store().find(key)).isEmpty();
        assertThat(secret).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void aDraftMayBeClosedTwice() throws IOException {
        DraftFile draft = toolFiles().draft(key);

        draft.close();

        assertThatCode(draft::close).doesNotThrowAnyException();
    }

    private void put(byte[] content) throws IOException {
        try (ObjectUpload upload = store().upload(key)) {
            upload.write(content, 0, content.length);
            upload.complete();
        }
    }

    private byte[] read() throws IOException {
        try (InputStream content = store().open(key, 0, Long.MAX_VALUE)) {
            return content.readAllBytes();
        }
    }
}
