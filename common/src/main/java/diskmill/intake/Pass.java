package diskmill.intake;

import diskmill.digest.BufferRing;
import diskmill.digest.Digesting;
import diskmill.disk.Finding;
import diskmill.disk.FormatClaim;
import diskmill.disk.StreamInspector;
import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.Digests;
import diskmill.image.HashAlgorithm;
import diskmill.storage.StoreUnavailable;
import diskmill.storage.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One image's way through the intake. Everything is refused by a {@link Refusal}; the threads are gone when it returns. */
final class Pass {

    private final IntakeRequest request;
    private final IntakeSettings settings;
    private final UnpackingMemory memory;
    private final SourceBytes source;
    private final long most;
    private final Storing storing;

    /** @param most bytes that are stored */
    Pass(
            IntakeRequest request,
            IntakeSettings settings,
            UnpackingMemory memory,
            SourceBytes source,
            long most,
            Storing storing) {
        this.request = request;
        this.settings = settings;
        this.memory = memory;
        this.source = source;
        this.most = most;
        this.storing = storing;
    }

    IntakeResult.Stored run() throws IOException, InterruptedException {
        Optional<Compression> compression =
                request.container() == ContainerFormat.BARE
                        ? Compression.of(source.peek(Compression.MAGIC_BYTES))
                        : Optional.empty();
        return compression.isPresent() ? unpack(compression.get()) : keep();
    }

    /** What is stored is what comes, so it is digested once. */
    private IntakeResult.Stored keep() throws IOException, InterruptedException {
        storing.announce(request.note(), request.announced());
        List<Digesting> digesting = Digesting.of(sourceAlgorithms());
        try (BufferRing ring = settings.ring(consumers(digesting))) {
            Finding finding = inspect(source, ring);
            ring.drain();
            Digests digests = Digesting.finish(digesting);
            return store(finding, digests, digests);
        }
    }

    private IntakeResult.Stored unpack(Compression compression)
            throws IOException, InterruptedException {
        List<Digesting> sourceDigesting = Digesting.of(sourceAlgorithms());
        List<Digesting> storedDigesting = Digesting.of(algorithms());
        try (BufferRing packedRing = settings.ring(sourceDigesting);
                BufferRing ring = settings.ring(consumers(storedDigesting))) {
            PackedBytes packed = new PackedBytes(source, packedRing, compression);
            Finding finding;
            try (UnpackingMemory.Share _ = memory.take(compression.memory(settings));
                    UnpackedBytes unpacked =
                            UnpackedBytes.open(compression, packed, settings, most)) {
                finding = inspect(unpacked, ring);
            }
            packed.finish();
            packedRing.drain();
            ring.drain();
            return store(
                    finding, Digesting.finish(sourceDigesting), Digesting.finish(storedDigesting));
        }
    }

    /** Fills the ring, and looks at each buffer before anybody else gets it. */
    private Finding inspect(ByteSource content, BufferRing ring)
            throws IOException, InterruptedException {
        StreamInspector inspector = new StreamInspector(request.limits().maxVirtualBytes());
        boolean any = false;
        byte[] buffer;
        int filled;
        do {
            buffer = ring.claim();
            filled = content.fill(buffer);
            if (filled > 0) {
                any = true;
                inspector.update(buffer, 0, filled);
                refuseUnfit(inspector.early(request.container(), request.claimed()));
                ring.publish(filled);
                giveWay();
            }
        } while (filled == buffer.length);
        if (!any) {
            throw Refusal.empty();
        }
        return inspector.finish();
    }

    private static void refuseUnfit(Optional<Finding> early) throws Refusal {
        if (early.orElse(null) instanceof Finding.Unfit unfit) {
            throw Refusal.unfit(unfit);
        }
    }

    private Finding settle(Finding finding) {
        return FormatClaim.settle(request.container(), request.claimed(), finding);
    }

    /** Unpacking, and a source that is always ready, never wait: other virtual threads would wait for this one's carrier. */
    @SuppressWarnings(
            "ThreadPriorityCheck") // nothing relies on it but the others' share of the carriers
    private static void giveWay() {
        if (Thread.currentThread().isVirtual()) {
            Thread.yield();
        }
    }

    private IntakeResult.Stored store(Finding found, Digests sourceDigests, Digests storedDigests)
            throws IOException {
        checkExpected(sourceDigests);
        return switch (settle(found)) {
            case Finding.Unfit unfit -> throw Refusal.unfit(unfit);
            case Finding.Disk disk -> {
                StoredObject object = storing.complete();
                checkWhole(object);
                yield new IntakeResult.Stored(
                        object,
                        disk.format(),
                        virtualSize(disk),
                        source.received(),
                        sourceDigests,
                        storedDigests);
            }
        };
    }

    /** The store has compared the bytes of each part; what is left to compare is that none is missing. */
    private void checkWhole(StoredObject object) throws StoreUnavailable {
        if (object.size() != storing.written()) {
            throw new StoreUnavailable(
                    "the store has %d bytes of %d".formatted(object.size(), storing.written()),
                    null);
        }
    }

    /** Before the finding: bytes that broke on their way are told as that, and not as a damaged disk. */
    private void checkExpected(Digests sourceDigests) throws Refusal {
        Digest expected = request.expected();
        if (expected == null) {
            return;
        }
        Digest found = sourceDigests.find(expected.algorithm()).orElseThrow();
        if (!found.equals(expected)) {
            throw Refusal.checksumMismatch(expected, found);
        }
    }

    private @Nullable Long virtualSize(Finding.Disk disk) {
        return request.container() == ContainerFormat.BARE ? disk.virtualSize() : null;
    }

    private Set<HashAlgorithm> algorithms() {
        return EnumSet.of(HashAlgorithm.MD5, request.hash());
    }

    private Set<HashAlgorithm> sourceAlgorithms() {
        Set<HashAlgorithm> algorithms = algorithms();
        if (request.expected() != null) {
            algorithms.add(request.expected().algorithm());
        }
        return algorithms;
    }

    private List<BufferRing.Consumer> consumers(List<Digesting> digesting) {
        List<BufferRing.Consumer> consumers = new ArrayList<>(digesting);
        consumers.add(storing);
        return consumers;
    }
}
