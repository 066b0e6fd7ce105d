package org.muster.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything on this machine that belongs to the containers of one home, by its name.
 *
 * @param mark that all names begin with
 */
record Remains(Path home, String mark) {

  static Remains of(Path home) throws Exception {
    Path real = home.toRealPath();
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(real.toString().getBytes(UTF_8));
    return new Remains(real, "muster-" + HexFormat.of().formatHex(digest).substring(0, 8));
  }

  Path run() {
    return Path.of("/run", mark);
  }

  /** Namespaces, control groups, mounts, loop devices, containers and sockets. */
  List<String> all() throws IOException {
    List<String> found = new ArrayList<>();
    found.addAll(named(Path.of("/run/netns"), 1));
    found.addAll(named(Path.of("/sys/fs/cgroup"), 2));
    Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
        .filter(line -> line.contains(home + "/clusters/"))
        .forEach(found::add);
    try (Stream<Path> loops = Files.list(Path.of("/sys/block"))) {
      loops
          .map(loop -> loop.resolve("loop/backing_file"))
          .filter(Files::exists)
          .map(Remains::text)
          .filter(file -> file.startsWith(home.toString()))
          .forEach(found::add);
    }
    if (Files.isDirectory(run())) {
      try (Stream<Path> files = Files.walk(run())) {
        files
            .filter(file -> !file.equals(run()) && !file.equals(run().resolve("runc")))
            .forEach(file -> found.add(file.toString()));
      }
    }
    return found;
  }

  private List<String> named(Path folder, int depth) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(mark + "."))
          .map(Path::toString)
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return ""; // it was detached meanwhile
    }
  }
}
