package org.muster.coordinator.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Linux says of itself under {@code /proc}. */
final class MachineFigures {
  private static final Path PROC = Path.of("/proc");
  private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+([0-9]+) kB");

  private MachineFigures() {}

  /** -1 where there is no such figure. */
  static long availableMemoryMib() {
    try {
      Matcher figure = AVAILABLE.matcher(Files.readString(PROC.resolve("meminfo")));
      return figure.find() ? Long.parseLong(figure.group(1)) / 1024 : -1;
    } catch (IOException e) {
      return -1;
    }
  }

  static boolean isRoot() {
    try {
      return Files.getAttribute(PROC.resolve("self"), "unix:uid").equals(0);
    } catch (IOException e) {
      return false;
    }
  }

  static boolean hasFileSystem(String name) {
    try {
      return Files.readString(PROC.resolve("filesystems")).contains(name);
    } catch (IOException e) {
      return false;
    }
  }

  /** Processes of nodes that live in this folder: each carries its place in its environment. */
  static List<Long> processesOf(Path folder) {
    String mark = "MUSTER_NODE_DIR=" + folder + "/";
    List<Long> found = new ArrayList<>();
    try (Stream<Path> processes = Files.list(PROC)) {
      for (Path process : processes.toList()) {
        String id = process.getFileName().toString();
        if (id.matches("[0-9]+") && environment(process).contains(mark)) {
          found.add(Long.parseLong(id));
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return found;
  }

  private static String environment(Path process) {
    try {
      return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // somebody else's, or gone already
    }
  }
}
