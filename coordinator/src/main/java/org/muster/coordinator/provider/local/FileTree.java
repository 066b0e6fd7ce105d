package org.muster.coordinator.provider.local;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Deletes what nodes leave behind. */
final class FileTree {
  private static final Set<PosixFilePermission> OPEN = PosixFilePermissions.fromString("rwx------");

  private FileTree() {}

  /**
   * Deletes a directory with everything in it; a symbolic link is deleted, never followed.
   *
   * @param home outside of it nothing is deleted, whatever the path says
   */
  static void delete(Path home, Path directory) throws IOException {
    Path clusters = home.resolve("clusters").normalize();
    Path normal = directory.normalize();
    if (!normal.startsWith(clusters) || normal.equals(clusters)) {
      throw new IllegalArgumentException(
          "%s is not below %s, so it stays".formatted(directory, clusters));
    }
    if (Files.exists(normal, LinkOption.NOFOLLOW_LINKS)) {
      Files.walkFileTree(normal, new Deletion());
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    /** A folder that its owner may not read is opened first; other failures are failures. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) || Files.isReadable(file)) {
        throw failure;
      }
      Files.setPosixFilePermissions(file, OPEN);
      Files.walkFileTree(file, this);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      if (!Files.isWritable(directory) || !Files.isExecutable(directory)) {
        Files.setPosixFilePermissions(directory, OPEN);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
