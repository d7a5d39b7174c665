package diskmill.ingest.source;

/**
 * What tells one version of a source's bytes from every other.
 *
 * @param strongTag the ETag, with its quotes
 * @param length    in bytes
 */
public record SourceVersion(String strongTag, long length) {}
