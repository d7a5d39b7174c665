package diskmill.storage.s3;

import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectUpload;
import diskmill.storage.StoreUnavailable;
import diskmill.storage.StoredObject;
import diskmill.storage.UploadNote;
import diskmill.storage.s3.PartBuffers.PartBuffer;
import io.minio.messages.Part;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An object on its way. What fits into one part is put whole at the end; what is larger is sent in parts while it is
 * written. One thread writes, so nothing here is shared but what {@link PartSender} shares.
 */
final class S3Upload implements ObjectUpload {

    private enum State {
        OPEN,
        COMPLETED,
        ENDED
    }

    private final ObjectKey key;
    private final UploadNote note;
    private final S3Parts parts;
    private final PartSizes sizes;
    private State state = State.OPEN;

    /** Ours until it is sent; then it is the sender's. */
    private @Nullable PartBuffer filling;

    private @Nullable PartSender sender;
    private @Nullable String uploadId;
    private int sent;

    S3Upload(ObjectKey key, UploadNote note, S3Parts parts, PartSizes sizes) {
        this.key = key;
        this.note = note;
        this.parts = parts;
        this.sizes = sizes;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        refuseAfterTheEnd();
        try {
            for (int done = 0; done < length; ) {
                PartBuffer part = filling;
                if (part != null && part.isFull()) {
                    send(part);
                    part = null;
                }
                if (part == null) {
                    part = take();
                }
                done += part.fill(bytes, offset + done, length - done);
            }
        } catch (InterruptedException interrupted) {
            throw stopped(interrupted);
        } catch (IOException failure) {
            throw Failures.writing(failure);
        }
    }

    private PartBuffer take() throws IOException, InterruptedException {
        if (sent == PartSizes.MOST_PARTS) {
            throw new StoreUnavailable(
                    "the object is too large for diskmill.storage.s3.memory, which allows %d bytes"
                            .formatted(sizes.most()),
                    null);
        }
        PartBuffer part = parts.buffers().take(sizes.of(sent + 1));
        filling = part;
        return part;
    }

    private void send(PartBuffer part) throws IOException, InterruptedException {
        PartSender current = sender;
        if (current == null) {
            String id = parts.begin(key, note);
            uploadId = id;
            current = parts.sender(key, id);
            sender = current;
        }
        current.send(sent + 1, part);
        sent++;
        filling = null;
    }

    @Override
    public StoredObject complete() throws IOException {
        refuseAfterTheEnd();
        state = State.ENDED;
        try {
            StoredObject stored = uploadId == null ? putWhole() : completeParts(uploadId);
            state = State.COMPLETED;
            return stored;
        } catch (InterruptedException interrupted) {
            throw stopped(interrupted);
        } catch (IOException failure) {
            throw Failures.writing(failure);
        } finally {
            free();
        }
    }

    private StoredObject putWhole() throws IOException, InterruptedException {
        PartBuffer whole = filling == null ? take() : filling;
        int size = whole.length();
        PartSender single = parts.sender(key, null);
        sender = single;
        single.send(1, whole);
        filling = null;
        return parts.verified(key, size, single.await().getFirst().checksumCRC32C());
    }

    private StoredObject completeParts(String id) throws IOException, InterruptedException {
        PartBuffer last = filling;
        long size = sizes.upTo(sent);
        if (last != null) {
            size += last.length();
            send(last);
        }
        List<Part> all = Objects.requireNonNull(sender).await();
        return parts.complete(key, id, all, size);
    }

    @Override
    public void abort() throws IOException {
        if (state == State.COMPLETED) {
            return;
        }
        state = State.ENDED;
        free();
        if (sender != null) {
            sender.cancelAndWait();
        }
        if (uploadId != null || sender != null) {
            try {
                parts.unfinished().erase(key);
            } catch (IOException failure) {
                throw Failures.writing(failure);
            }
        }
    }

    @Override
    public void close() {
        if (state == State.OPEN) {
            state = State.ENDED;
        }
        free();
        if (sender != null) {
            sender.cancel();
        }
    }

    private void free() {
        if (filling != null) {
            filling.close();
            filling = null;
        }
    }

    private StoreUnavailable stopped(InterruptedException interrupt) {
        Thread.currentThread().interrupt();
        close();
        return Failures.interrupted(interrupt);
    }

    private void refuseAfterTheEnd() {
        if (state != State.OPEN) {
            throw new IllegalStateException("the upload has ended");
        }
    }
}
