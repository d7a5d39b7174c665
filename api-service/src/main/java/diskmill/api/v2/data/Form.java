package diskmill.api.v2.data;

import diskmill.api.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.jspecify.annotations.Nullable;

/**
 * A form on its way in, of which nothing is kept here: a part {@code image}, then a part {@code file}, then its end. For one thread; the parts are
 * asked for in this order.
 */
final class Form {

    private static final String IMAGE = "image";
    private static final String FILE = "file";

    /** A file's name may be long, and of letters of four bytes. */
    private static final int MAX_PART_HEADER = 8 << 10;

    private static final String MALFORMED =
            "The form broke off or cannot be understood; send multipart/form-data with a part 'image' (JSON), then a part 'file'.";

    private final FileItemInputIterator parts;

    private Form(FileItemInputIterator parts) {
        this.parts = parts;
    }

    /** @throws Refusal 415 if it is something else */
    static Form of(HttpServletRequest request) throws IOException {
        if (!JakartaServletFileUpload.isMultipartContent(request)) {
            throw Refusal.unsupportedMediaType(
                    "Send the form as Content-Type multipart/form-data.");
        }
        var form = new JakartaServletFileUpload<>();
        form.setMaxPartHeaderSize(MAX_PART_HEADER);
        try {
            return new Form(form.getItemIterator(request));
        } catch (IllegalArgumentException badHeader) {
            // what the library's decoder of words in headers throws, here for the first part
            throw malformed();
        }
    }

    InputStream image() throws IOException {
        return part(IMAGE).getInputStream();
    }

    /** Its end is reached only if the form's is: reading fails with {@link ClientFault} where another part follows. */
    InputStream file() throws IOException {
        return new LastPart(part(FILE).getInputStream());
    }

    static Refusal malformed() {
        return Refusal.badRequest(MALFORMED);
    }

    private FileItemInput part(String name) throws IOException {
        FileItemInput next = next();
        if (next == null || !name.equals(next.getFieldName())) {
            throw Refusal.badRequest(
                    "The form's parts must be 'image', then 'file': '%s' is expected%s."
                            .formatted(
                                    name,
                                    next == null
                                            ? ", and there is no more"
                                            : ", not '" + next.getFieldName() + "'"));
        }
        return next;
    }

    private @Nullable FileItemInput next() throws IOException {
        try {
            return parts.hasNext() ? parts.next() : null;
        } catch (IllegalArgumentException badHeader) {
            // the library's decoder again
            throw malformed();
        }
    }

    private void checkEnd() throws IOException {
        FileItemInput next;
        try {
            next = next();
        } catch (Refusal _) {
            throw new ClientFault(MALFORMED);
        }
        if (next != null) {
            throw new ClientFault(
                    IMAGE.equals(next.getFieldName())
                            ? "The form has a part 'image' after its part 'file': it must be the first."
                            : "The form's parts must be 'image', then 'file', and no more: there is '%s' after them."
                                    .formatted(next.getFieldName()));
        }
    }

    /** What follows the bytes is known only when all of them were read; whoever keeps them must not hear of their end before. */
    private final class LastPart extends FilterInputStream {

        /** Where the form's end was looked for, the library has closed the part. */
        private boolean ended;

        LastPart(InputStream bytes) {
            super(bytes);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = ended ? -1 : super.read(buffer, offset, length);
            if (read < 0 && !ended) {
                checkEnd();
                ended = true;
            }
            return read;
        }
    }
}
