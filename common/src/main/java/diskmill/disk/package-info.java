/**
 * What a disk image really is, told from its bytes: one class a format. {@link diskmill.disk.StreamInspector} looks while they
 * pass, {@link diskmill.disk.DeepInspection} at what is stored, {@link diskmill.disk.FormatClaim} holds it against the owner's claim.
 *
 * <p>Where the formats leave a choice, this is what we take:
 *
 * <ul>
 *   <li>One image is one format. The exception is an installer's disc that also starts from a stick: it is an iso.
 *   <li>qcow2 with snapshots inside, up to 256: a conversion leaves them out, an image that is kept keeps them, and they are
 *       checked as deeply as the disk itself.
 *   <li>qcow2 encrypted by LUKS; not by its old AES.
 *   <li>A raw disk may be encrypted by LUKS. Everything else that {@code qemu-img} would not guess to be raw is not.
 *   <li>Archives and web pages are no disks, also where raw is claimed: nobody boots them. Kernels, ramdisks and
 *       file systems are raw.
 *   <li>A dirty qcow2 is taken (its refcounts are made anew when it is opened for writing), a corrupt one is not, nor a VHDX with
 *       a log to replay.
 *   <li>A stream that is cut inside room that nothing uses is whole.
 * </ul>
 */
@NullMarked
package diskmill.disk;

import org.jspecify.annotations.NullMarked;
