package diskmill.convert.qemu;

import java.io.OutputStream;
import java.util.function.DoubleConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code qemu-img -p} prints, {@code (12.34/100%)} and a carriage return each time that another percent is done.
 * Tells each step forward as a fraction of one, from the thread that pumps the output.
 */
final class ProgressOutput extends OutputStream {

    private static final Pattern PERCENT = Pattern.compile("\\((\\d{1,3}(?:\\.\\d{1,6})?)/100%");
    private static final int LONGEST = 64;

    private final DoubleConsumer progress;
    private final StringBuilder piece = new StringBuilder(LONGEST);
    private double last;

    ProgressOutput(DoubleConsumer progress) {
        this.progress = progress;
    }

    @Override
    public void write(int value) {
        if (value == '\r' || value == '\n') {
            piece.setLength(0);
        } else if (piece.length() < LONGEST) {
            piece.append((char) value);
            if (value == '%') {
                tell();
            }
        }
    }

    private void tell() {
        Matcher percent = PERCENT.matcher(piece);
        if (percent.find()) {
            double fraction = Math.min(1, Double.parseDouble(percent.group(1)) / 100);
            if (fraction > last) {
                last = fraction;
                progress.accept(fraction);
            }
        }
    }
}
