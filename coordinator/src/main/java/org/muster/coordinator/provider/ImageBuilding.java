package org.muster.coordinator.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.spec.GroupSpec;
import org.muster.coordinator.core.spec.ProviderSpec;

/** The setting {@code builds_image}, which means the same to all providers that have it. */
public final class ImageBuilding {
  private static final Set<String> VALUES = Set.of("true", "false");

  private ImageBuilding() {}

  /** What is wrong with it in a spec. */
  public static List<String> mistakes(ClusterSpec spec) {
    List<String> mistakes = new ArrayList<>();
    String value = spec.provider().settings().getOrDefault(ProviderSpec.BUILDS_IMAGE, "false");
    if (!VALUES.contains(value)) {
      mistakes.add("builds_image is '%s' but must be true or false".formatted(value));
    }
    int nodes = spec.groups().stream().mapToInt(GroupSpec::count).sum();
    if (spec.provider().buildsImage() && nodes != 1) {
      mistakes.add("an image is built on one node; with builds_image ask for one master only");
    }
    return mistakes;
  }
}
