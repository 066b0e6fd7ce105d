package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that this build of Muster runs from: {@code lib/} with jars, modules and templates.
 * Its id changes with every build, and stays with a copy.
 */
record Distribution(Path folder) {
  private static final String ID_FILE = "HASH";
  private static final int ID_LENGTH = 12;

  Distribution {
    requireNonNull(folder, "folder is null");
  }

  /** Where we run from; nothing when the classes are not in a distribution, as in a test. */
  static Optional<Distribution> find(Surroundings surroundings) {
    String named = System.getProperty("muster.dist", surroundings.variable("MUSTER_DIST"));
    if (!named.isEmpty()) {
      return Optional.of(new Distribution(Path.of(named).toAbsolutePath().normalize()));
    }
    Path lib =
        Path.of(Distribution.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .getParent();
    return lib != null && lib.endsWith("lib")
        ? Optional.of(new Distribution(lib.getParent()))
        : Optional.empty();
  }

  String id() {
    try {
      Path file = folder.resolve(ID_FILE);
      return Files.exists(file) ? Files.readString(file).strip() : fingerprint();
    } catch (IOException e) {
      throw new UncheckedIOException("reading the distribution in " + folder, e);
    }
  }

  /** The jar that starts everything; it names the others itself. */
  Path jar() {
    return folder.resolve("lib").resolve("muster-coordinator.jar");
  }

  /**
   * A copy that no later build changes under a running coordinator; made once. The caller holds the
   * lock on starting.
   */
  Distribution copiedTo(Path copies) {
    Path copy = copies.resolve(id());
    if (Files.isDirectory(copy)) {
      return new Distribution(copy);
    }
    Path half = copies.resolve(id() + ".half");
    try {
      Files.createDirectories(half);
      copyFiles(half);
      Files.writeString(half.resolve(ID_FILE), id() + "\n");
      Files.move(half, copy, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      throw new UncheckedIOException("a copy of the distribution is in the way at " + half, e);
    } catch (IOException e) {
      throw new UncheckedIOException("copying the distribution to " + copy, e);
    }
    return new Distribution(copy);
  }

  private void copyFiles(Path target) throws IOException {
    for (Path file : files()) {
      Path to = target.resolve(folder.relativize(file).toString());
      Files.createDirectories(to.getParent());
      Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private String fingerprint() throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    for (Path file : files()) {
      String line =
          "%s %d %s\n"
              .formatted(
                  folder.relativize(file), Files.size(file), Files.getLastModifiedTime(file));
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, ID_LENGTH);
  }

  // Class-data archives name the paths of their jars, and the marks of the launcher say nothing of
  // the content: neither belongs to a copy.
  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(this::isContent).sorted().toList();
    }
  }

  private boolean isContent(Path file) {
    boolean isMark =
        file.getParent().equals(folder) && !file.getFileName().toString().equals(ID_FILE);
    return !isMark && !file.toString().endsWith(".jsa");
  }
}
