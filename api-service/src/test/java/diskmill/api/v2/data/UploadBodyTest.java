package diskmill.api.v2.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class UploadBodyTest {

    @Test
    void aClientThatSendsNothingIsTooSlow() {
        UploadBody body = failing(new IOException(new SocketTimeoutException()));

        assertThatThrownBy(body::read).isInstanceOf(IOException.class);

        assertThat(body.tooSlow()).hasValueSatisfying(why -> assertThat(why).contains("stalled"));
    }

    @Test
    void aClientThatHungUpIsNot() {
        UploadBody body = failing(new IOException("reset"));

        assertThatThrownBy(body::read).isInstanceOf(IOException.class);

        assertThat(body.tooSlow()).isEmpty();
        assertThat(body.fault())
                .hasValueSatisfying(why -> assertThat(why).contains("broke off after 0 bytes"));
    }

    private static UploadBody failing(IOException failure) {
        InputStream source =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw failure;
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        throw failure;
                    }
                };
        return new UploadBody(source, 10L, () -> {});
    }
}
