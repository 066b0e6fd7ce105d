package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muster.error.Problems;

/**
 * What an application brings along from this machine, and the names that it gets on the master: by
 * content, so that the same file is sent and laid there once, and another under the same name never
 * takes its place.
 */
final class SubmittedFiles {
  private static final String ON_MASTER = "master:";
  private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

  // A command starts in the home directory on its node, and what is named here is found from there.
  private static final String HOME = "root/";
  private static final String FOLDER = "submitted/";
  private static final int HASH_DIGITS = 16;

  private final Problems problems;
  private final Map<String, Path> files = new TreeMap<>();

  SubmittedFiles(Problems problems) {
    this.problems = requireNonNull(problems, "problems is null");
  }

  /** The files by their paths from a node's root. */
  Map<String, Path> files() {
    return files;
  }

  /** Places, separated by commas; a file may have another name behind a '#'. */
  String list(String places) {
    if (places.isEmpty()) {
      return "";
    }
    return Stream.of(places.split(",", -1)).map(this::renamed).collect(Collectors.joining(","));
  }

  private String renamed(String place) {
    int mark = place.lastIndexOf('#');
    return mark < 0 ? one(place) : one(place.substring(0, mark)) + place.substring(mark);
  }

  /** Where the master finds what is at that place. */
  String one(String place) {
    if (place.startsWith(ON_MASTER)) {
      return place.substring(ON_MASTER.length());
    }
    if (URL.matcher(place).matches()) {
      return place;
    }
    try {
      return local(place);
    } catch (IOException | InvalidPathException e) {
      problems.add("the file '%s' cannot be read: %s".formatted(place, e));
      return place;
    }
  }

  private String local(String place) throws IOException {
    Path file = Path.of(place);
    if (!Files.isRegularFile(file)) {
      problems.add(
          "there is no file '%s' on this machine; a file on the master is master:PATH, one in HDFS hdfs:PATH"
              .formatted(place));
      return place;
    }
    String name = FOLDER + hash(file) + "/" + file.getFileName();
    files.put(HOME + name, file.toRealPath());
    return name;
  }

  private static String hash(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      DigestInputStream digested =
          new DigestInputStream(content, MessageDigest.getInstance("SHA-256"));
      digested.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of()
          .formatHex(digested.getMessageDigest().digest())
          .substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
