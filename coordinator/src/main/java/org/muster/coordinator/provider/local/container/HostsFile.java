package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The names of a cluster's nodes: one file that all of them have as {@code /etc/hosts}. It stays
 * the same file, since nodes hold it and not its name.
 */
record HostsFile(Path file) {
  private static final String FIRST = "127.0.0.1 localhost\n::1 localhost\n";

  HostsFile {
    requireNonNull(file, "file is null");
  }

  void put(String address, String name) throws IOException {
    String line = "%s %s\n".formatted(address, name);
    if (!Files.exists(file)) {
      Files.writeString(file, FIRST);
    }
    List<String> all = Files.readAllLines(file);
    if (all.contains(line.strip())) {
      return;
    }
    List<String> others =
        all.stream()
            .filter(each -> !each.startsWith(address + " ") && !each.endsWith(" " + name))
            .toList();
    if (others.size() == all.size()) {
      Files.writeString(file, line, StandardOpenOption.APPEND);
    } else {
      Files.writeString(file, String.join("\n", others) + "\n" + line);
    }
  }
}
