package diskmill.convert.qemu;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * qemu-img could not do its work, and the image is not to blame: it could not be started, was killed from outside, found the
 * target's disk full, or hung. A later retry may help.
 */
public final class QemuImgFailed extends IOException {

    QemuImgFailed(String message) {
        this(message, null);
    }

    QemuImgFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
