package diskmill.api.v2.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** An Excel workbook (XLSX), with a further sheet for each million rows, as many as a sheet can have. Texts are texts there, never formulas. */
final class Workbook implements Table {

    /** Excel's, with the head's row. */
    private static final int MAX_ROWS = 1_048_576;

    /** Excel's, in UTF-16 units. */
    private static final int MAX_TEXT = 32_767;

    /** What Excel would read as a character's number (ECMA-376, ST_Xstring). */
    private static final Pattern ESCAPE = Pattern.compile("_x[0-9A-Fa-f]{4}_");

    private static final int FLUSHED_EACH = 500;

    private final org.dhatim.fastexcel.Workbook book;
    private final String name;
    private final List<@Nullable Object> head;
    private Worksheet sheet;
    private int sheets;
    private int rows;

    /** @param head which is the first row of each sheet */
    Workbook(OutputStream out, String name, List<@Nullable Object> head) throws IOException {
        this.book = new org.dhatim.fastexcel.Workbook(out, "Diskmill", null);
        this.name = name;
        this.head = head;
        this.sheet = newSheet();
    }

    @Override
    public void row(List<@Nullable Object> cells) throws IOException {
        if (rows == MAX_ROWS) {
            sheet.finish();
            sheet = newSheet();
        }
        write(cells);
    }

    @Override
    public void close() throws IOException {
        book.finish();
    }

    private Worksheet newSheet() throws IOException {
        sheets++;
        rows = 0;
        sheet = book.newWorksheet(sheets == 1 ? name : name + " " + sheets);
        write(head);
        return sheet;
    }

    private void write(List<@Nullable Object> cells) throws IOException {
        for (int column = 0; column < cells.size(); column++) {
            switch (cells.get(column)) {
                case null -> {}
                case Number number -> sheet.value(rows, column, number);
                case Boolean truth -> sheet.value(rows, column, truth);
                case Object text ->
                        sheet.inlineString(
                                rows,
                                column,
                                ESCAPE.matcher(shortened(text.toString())).replaceAll("_x005F$0"));
            }
        }
        rows++;
        if (rows % FLUSHED_EACH == 0) {
            sheet.flush();
        }
    }

    private static String shortened(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
        return text.substring(0, end);
    }
}
