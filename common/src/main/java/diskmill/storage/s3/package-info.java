/** The object store in a bucket of an S3 server, by the MinIO client. The only place that knows S3. */
@NullMarked
package diskmill.storage.s3;

import org.jspecify.annotations.NullMarked;
