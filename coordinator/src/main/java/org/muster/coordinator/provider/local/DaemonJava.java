package org.muster.coordinator.provider.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Java that a node's scripts and daemons get as JAVA_HOME. Muster itself runs on any from 17
 * on, but Hadoop 3.4 calls what Java 24 took away, so that a machine's newest is not always the
 * one.
 */
public final class DaemonJava {
  private static final int OLDEST = 17;
  private static final int NEWEST = 23;
  private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

  private DaemonJava() {}

  /**
   * The own one if daemons run on it, else the oldest below {@code installed} that they run on,
   * else the own one: a module that cannot live with it says so.
   *
   * @param own home of the Java that this process runs on
   * @param installed folder where a system keeps its Javas, such as {@code /usr/lib/jvm}
   */
  public static Path choose(Path own, Path installed) {
    if (suits(own)) {
      return own;
    }
    return homes(installed).stream()
        .filter(DaemonJava::suits)
        .min(
            Comparator.comparing((Path home) -> version(home).orElseThrow())
                .thenComparing(home -> home))
        .orElse(own);
  }

  private static boolean suits(Path home) {
    return version(home).filter(version -> version >= OLDEST && version <= NEWEST).isPresent()
        && Files.isExecutable(home.resolve("bin/java"));
  }

  private static List<Path> homes(Path installed) {
    try (Stream<Path> entries = Files.list(installed)) {
      return new ArrayList<>(entries.toList());
    } catch (IOException e) {
      return List.of(); // no such folder, or not for us: there is nothing to choose from
    }
  }

  private static Optional<Integer> version(Path home) {
    try {
      Matcher matcher = VERSION.matcher(Files.readString(home.resolve("release")));
      return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
