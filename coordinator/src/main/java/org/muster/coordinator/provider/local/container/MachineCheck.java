package org.muster.coordinator.provider.local.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.muster.coordinator.core.spec.ContainerPrograms;
import org.muster.coordinator.provider.PrivateFile;

/** Finds what this machine lacks for nodes in containers, before anything is touched. */
record MachineCheck(Path home, Path proc) {
  private static final List<String> FOLDERS =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  List<String> mistakes() throws IOException {
    List<String> mistakes = new ArrayList<>();
    if (!Files.getAttribute(proc.resolve("self"), "unix:uid").equals(0)) {
      mistakes.add(
          "nodes in containers need a coordinator that runs as root; use isolation: process");
    }
    SortedSet<String> missing = ContainerPrograms.missing(MachineCheck::isThere);
    if (!missing.isEmpty()) {
      mistakes.add(
          "nodes in containers need %s on this machine; type '%s'"
              .formatted(String.join(", ", missing), ContainerPrograms.installing(missing)));
    }
    if (!PrivateFile.read(proc.resolve("filesystems")).orElse("").contains("overlay")) {
      mistakes.add("nodes in containers need a kernel with overlay; type 'modprobe overlay'");
    }
    if (Files.getFileStore(home).type().equals("overlay")) {
      mistakes.add(
          "%s is itself on an overlay, on which nodes cannot have theirs; set MUSTER_HOME to a folder on a disk"
              .formatted(home));
    }
    if (home.toString().matches(".*[\\s:,\\\\].*")) {
      mistakes.add(
          "'%s' has a space, colon, comma or backslash, which mounts do not take; set MUSTER_HOME to another folder"
              .formatted(home));
    }
    return mistakes;
  }

  private static boolean isThere(String program) {
    return Stream.of(FOLDERS)
        .flatMap(List::stream)
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
