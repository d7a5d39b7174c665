package diskmill.api.v2.data;

import java.io.IOException;

/** Thrown by a source of an upload's bytes that knows what is wrong with what the client sent. */
final class ClientFault extends IOException {

    /** @param sentence for the client */
    ClientFault(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
