package diskmill.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import diskmill.testkit.source.Fault;
import diskmill.testkit.source.ServedBytes;
import diskmill.testkit.source.TestSource;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class SourceMemoryTest {

    private static final long SIZE = 256L << 20;

    @Test
    void allocationsDoNotGrowWithTheSource() throws Exception {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] buffer = new byte[64 * 1024];
        long received = 0;
        try (var server = TestSource.start();
                var sources = SourceFixture.open(SourceFixture.QUICK)) {
            var served =
                    server.serve("/disk.raw", ServedBytes.pattern(SIZE))
                            .next(Fault.cutAfter(SIZE / 2));
            try (SourceBody body = sources.at(served.uri()).open()) {
                received += body.readNBytes(buffer, 0, buffer.length);
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                    received += count;
                }
                long allocated = threads.getCurrentThreadAllocatedBytes() - before;

                assertThat(received).isEqualTo(SIZE);
                assertThat(allocated).isLessThan(SIZE / 64);
            }
        }
    }
}
