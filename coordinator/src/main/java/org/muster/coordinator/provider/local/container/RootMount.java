package org.muster.coordinator.provider.local.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The mounted roots of nodes. */
final class RootMount {
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final int MOUNT_POINT = 4;

  private RootMount() {}

  static void mount(Image image, Path upper, Path work, Path merged) {
    Programs.run(
        "mount",
        "-t",
        "overlay",
        "overlay",
        "-o",
        "lowerdir=%s,upperdir=%s,workdir=%s".formatted(image.lowerDirectories(), upper, work),
        merged.toString());
  }

  /** Takes away everything that is mounted at a folder or below it, the innermost first. */
  static void unmountAll(Path folder) throws IOException {
    List<Path> mounted = below(folder);
    Collections.reverse(mounted);
    for (Path mount : mounted) {
      if (!Programs.attempt("umount", mount.toString()).isGood()) {
        // Somebody looks into it: then it goes when nobody does.
        Programs.run("umount", "--lazy", mount.toString());
      }
    }
  }

  /** In the order in which they were mounted. */
  static List<Path> below(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    if (!Files.exists(folder)) {
      return found;
    }
    Path real = folder.toRealPath(); // the kernel knows no links
    for (String line : Files.readAllLines(MOUNTS)) {
      Path point = Path.of(unescaped(line.split(" ")[MOUNT_POINT]));
      if (point.startsWith(real)) {
        found.add(point);
      }
    }
    return found;
  }

  /** The kernel writes a space as an octal number. */
  private static String unescaped(String text) {
    return text.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
  }
}
