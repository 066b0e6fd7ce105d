package org.muster.coordinator.provider.local.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The kernel's control groups, in whichever of its two ways this machine has them. */
final class ControlGroups {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  private ControlGroups() {}

  /** The groups with such a name: one in the new way, one for each kind of limit in the old. */
  static List<Path> named(Predicate<String> isWanted) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : folders(ROOT)) {
      if (isWanted.test(folder.getFileName().toString())) {
        found.add(folder);
      }
      for (Path group : folders(folder)) {
        if (isWanted.test(group.getFileName().toString())) {
          found.add(group);
        }
      }
    }
    return found;
  }

  private static List<Path> folders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).toList();
    }
  }

  /** Ends what is in it; the group goes when that is gone. */
  static void remove(Path group) throws IOException {
    for (Path inner : folders(group)) {
      remove(inner);
    }
    try {
      for (String pid : Files.readAllLines(group.resolve("cgroup.procs"))) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
      }
      Files.deleteIfExists(group);
    } catch (NoSuchFileException e) {
      // Somebody was faster.
    }
  }
}
