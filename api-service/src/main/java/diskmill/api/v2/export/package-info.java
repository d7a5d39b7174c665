/** The list of images as a table for people: CSV, and a workbook. */
@NullMarked
package diskmill.api.v2.export;

import org.jspecify.annotations.NullMarked;
