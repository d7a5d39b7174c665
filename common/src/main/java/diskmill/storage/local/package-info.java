/** What stores do with files of this machine: unfinished files by process, free space, and scratch files for tools. */
@NullMarked
package diskmill.storage.local;

import org.jspecify.annotations.NullMarked;
