package org.muster.coordinator.artifact;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.aether.artifact.Artifact;

/** Names the jars of one folder: by artifact, version and classifier, and by group where needed. */
final class JarNames {
  private JarNames() {}

  /** A jar, and what it is called in the folder. */
  record Named(String name, Path file) {}

  static List<Named> of(List<Artifact> jars) {
    Map<String, List<Artifact>> byName = new LinkedHashMap<>();
    for (Artifact jar : jars) {
      byName.computeIfAbsent(nameOf(jar), unused -> new ArrayList<>()).add(jar);
    }
    List<Named> named = new ArrayList<>();
    byName.forEach(
        (name, same) -> {
          for (Artifact jar : same) {
            String full = same.size() == 1 ? name : jar.getGroupId() + "." + name;
            named.add(new Named(full, jar.getFile().toPath()));
          }
        });
    return named;
  }

  private static String nameOf(Artifact jar) {
    String classifier = jar.getClassifier().isEmpty() ? "" : "-" + jar.getClassifier();
    return jar.getArtifactId() + "-" + jar.getVersion() + classifier + ".jar";
  }
}
