package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The folder that this build of Muster runs from: {@code lib/} with jars, modules and templates.
 * Its id changes with every build, and stays with a copy.
 */
record Distribution(Path folder) {
  private static final String ID_FILE = "HASH";
  private static final int ID_LENGTH = 12;

  /** Class data of the coordinator, beside its jar. */
  static final String COORDINATOR_ARCHIVE = "muster-coordinator.jsa";

  private static final List<String> MOVABLE_ARCHIVES =
      List.of("lib/" + COORDINATOR_ARCHIVE, "agent/muster-agent.jsa");

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

  /** The folder with all the jars. */
  Path library() {
    return folder.resolve("lib");
  }

  /** The jar that starts everything; it names the others itself. */
  Path jar() {
    return library().resolve("muster-coordinator.jar");
  }

  /**
   * A copy that no later build changes under a running coordinator; made once. The caller holds the
   * lock on starting.
   */
  Distribution copiedTo(Path copies) {
    Path copy = copies.resolve(id());
    Path half = copies.resolve(id() + ".half");
    try {
      if (!Files.isDirectory(copy)) {
        Files.createDirectories(half);
        copyFiles(half);
        Files.writeString(half.resolve(ID_FILE), id() + "\n");
        Files.move(half, copy, StandardCopyOption.ATOMIC_MOVE);
        dropArchives(copies);
      }
      linkArchives(copy);
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

  /**
   * Of one build there may be newer archives, made when Java changed. They are large, so linked.
   */
  private void linkArchives(Path copy) throws IOException {
    for (String name : MOVABLE_ARCHIVES) {
      Path archive = folder.resolve(name);
      Path to = copy.resolve(name);
      if (Files.exists(archive) && !(Files.exists(to) && Files.isSameFile(archive, to))) {
        Files.deleteIfExists(to);
        link(archive, to);
      }
    }
  }

  /** Older builds work without, should they ever be used again. */
  private static void dropArchives(Path copies) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(copies)) {
      for (Path copy : all) {
        for (String name : MOVABLE_ARCHIVES) {
          Files.deleteIfExists(copy.resolve(name));
        }
      }
    }
  }

  private static void link(Path archive, Path to) throws IOException {
    try {
      Files.createLink(to, archive);
    } catch (FileSystemException | UnsupportedOperationException e) {
      Files.copy(archive, to); // another disk
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
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      // Each command does this for hundreds of files: no formatter, and no calendar.
      String line =
          folder.relativize(file)
              + " "
              + attributes.size()
              + " "
              + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)
              + "\n";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, ID_LENGTH);
  }

  // Neither class-data archives nor the marks of the launcher say anything of the content.
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
