package diskmill.ingest.source;

/**
 * Where a transfer is to go on.
 *
 * @param position  of the first byte that is missing
 * @param strongTag of the version that the bytes before it are of
 */
record ResumePoint(long position, String strongTag) {}
