package org.muster.coordinator.artifact;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Set;
import org.muster.protocol.Sha256;

/**
 * The files of a {@link Store}, each named by its SHA-256. An executable file is a second inode
 * with the suffix {@code .x}, because all hard links to an inode share its mode.
 */
final class Blobs {
  static final String EXECUTABLE = ".x";

  private static final Set<PosixFilePermission> PLAIN_MODE =
      PosixFilePermissions.fromString("r--r--r--");
  private static final Set<PosixFilePermission> EXECUTABLE_MODE =
      PosixFilePermissions.fromString("r-xr-xr-x");
  private static final int BUFFER = 64 * 1024;

  private final Path root;
  private final Path scratch;
  private final InstantSource clock;

  Blobs(Path root, Path scratch, InstantSource clock) {
    this.root = root;
    this.scratch = scratch;
    this.clock = clock;
  }

  Path file(Sha256 sha256, boolean executable) {
    String name = executable ? sha256.hex() + EXECUTABLE : sha256.hex();
    return root.resolve(sha256.hex().substring(0, 2)).resolve(name);
  }

  /**
   * Keeps the content under its hash.
   *
   * @throws IOException when the content cannot be read to its end
   * @throws org.muster.error.MusterException STORAGE_FAILED when it cannot be kept
   */
  Blob put(InputStream content) throws IOException {
    Path temporary = StoreFailure.guard(root, () -> Files.createTempFile(scratch, "blob-", ""));
    try {
      Blob blob = copy(content, temporary);
      StoreFailure.guard(root, () -> keep(temporary, blob, false));
      return blob;
    } finally {
      StoreFailure.guard(root, () -> Files.deleteIfExists(temporary));
    }
  }

  /** Makes sure that the executable twin of a blob exists. */
  void makeExecutable(Blob blob) throws IOException {
    if (isKept(blob, true)) {
      return;
    }
    Path temporary = Files.createTempFile(scratch, "twin-", "");
    try {
      try (OutputStream twin = Files.newOutputStream(temporary)) {
        Files.copy(file(blob.sha256(), false), twin);
      }
      keep(temporary, blob, true);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  boolean isKept(Blob blob, boolean executable) throws IOException {
    Path file = file(blob.sha256(), executable);
    return Files.isRegularFile(file) && Files.size(file) == blob.size();
  }

  private Blob copy(InputStream content, Path target) throws IOException {
    MessageDigest digest = Sha256.digest();
    long size = 0;
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = StoreFailure.guard(root, () -> Files.newOutputStream(target))) {
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        int length = read;
        digest.update(buffer, 0, length);
        size += length;
        StoreFailure.guard(root, () -> write(out, buffer, length));
      }
    }
    return new Blob(Sha256.of(digest), size);
  }

  private static Void write(OutputStream out, byte[] buffer, int length) throws IOException {
    out.write(buffer, 0, length);
    return null;
  }

  /** Somebody else may keep the same content at the same time: both renames are right. */
  private Path keep(Path temporary, Blob blob, boolean executable) throws IOException {
    Path file = file(blob.sha256(), executable);
    if (isKept(blob, executable)) {
      // The time of last use protects it from a sweep until its tree is written.
      return Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    }
    DurableFiles.sync(temporary);
    Files.setPosixFilePermissions(temporary, executable ? EXECUTABLE_MODE : PLAIN_MODE);
    Files.createDirectories(file.getParent());
    return Files.move(temporary, file, ATOMIC_MOVE);
  }
}
