package org.muster.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A cluster file in the making: one master and two workers, unless said otherwise. */
final class Clusters {
  private final Path folder;
  private final List<String> modules;
  private final List<String> lines = new ArrayList<>();
  private int workers = 2;

  private Clusters(Path folder, List<String> modules) {
    this.folder = folder;
    this.modules = modules;
  }

  static Clusters of(Path folder, String... modules) {
    return new Clusters(folder, List.of(modules));
  }

  Clusters workers(int count) {
    workers = count;
    return this;
  }

  /** One more line of YAML at the top level. */
  Clusters line(String line) {
    lines.add(line);
    return this;
  }

  Path write() throws IOException {
    List<String> all = new ArrayList<>();
    all.add("name: example");
    all.add("groups:");
    all.add("  - { role: master, count: 1, type: small }");
    if (workers > 0) {
      all.add("  - { role: worker, count: %d, type: small }".formatted(workers));
    }
    all.add("modules: " + modules);
    all.addAll(lines);
    return Files.write(folder.resolve("cluster.yaml"), all);
  }
}
