package org.muster.coordinator.link.ca;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** A directory of secrets that is made once, as a whole, also when several processes start. */
final class PrivateDirectory {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY_RIGHTS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path directory;

  private PrivateDirectory(Path directory) {
    this.directory = directory;
  }

  /** Opens the directory, or makes it with these files if nobody did before. */
  static PrivateDirectory open(Path directory, Supplier<Map<String, String>> files) {
    PrivateDirectory opened = new PrivateDirectory(directory);
    try {
      if (!Files.isDirectory(directory)) {
        opened.make(files.get());
      }
      return opened;
    } catch (IOException e) {
      throw failed("cannot be made", directory, e);
    }
  }

  /** The text of one file, which nobody else may read. */
  String read(String name) {
    Path file = directory.resolve(name);
    try {
      if (!FILE.containsAll(Files.getPosixFilePermissions(file))) {
        throw new MusterException(
            ErrorCode.STORAGE_FAILED,
            "%s can be read by others; make sure that nobody did, then run 'chmod 600' on it"
                .formatted(file));
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw failed("cannot be read", file, e);
    }
  }

  private void make(Map<String, String> files) throws IOException {
    Path parent = directory.toAbsolutePath().getParent();
    Files.createDirectories(parent, DIRECTORY_RIGHTS);
    Path draft = Files.createTempDirectory(parent, ".draft", DIRECTORY_RIGHTS);
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        write(draft.resolve(file.getKey()), file.getValue());
      }
      synchronize(draft);
      Files.move(draft, directory, ATOMIC_MOVE);
      synchronize(parent);
    } catch (IOException e) {
      remove(draft, files.keySet());
      if (!Files.isDirectory(directory)) {
        throw e;
      }
      // Otherwise another process was faster, and its files count.
    }
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(CREATE_NEW, WRITE), PosixFilePermissions.asFileAttribute(FILE))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void synchronize(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }

  private static void remove(Path draft, Set<String> names) throws IOException {
    for (String name : names) {
      Files.deleteIfExists(draft.resolve(name));
    }
    Files.deleteIfExists(draft);
  }

  private static MusterException failed(String what, Path place, IOException cause) {
    return new MusterException(
        ErrorCode.STORAGE_FAILED,
        "%s %s: %s; give it to the user of the coordinator".formatted(place, what, cause),
        cause);
  }
}
