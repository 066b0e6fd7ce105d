package org.muster.coordinator.core.spec;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.muster.coordinator.core.yaml.Place;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.coordinator.core.yaml.YamlNode;

/** A group as the cluster file says it. */
record GroupDraft(
    Optional<Placed> role,
    Optional<Placed> count,
    Optional<Placed> type,
    SortedMap<String, String> settings,
    Place place) {
  static GroupDraft of(YamlNode node) {
    return new GroupDraft(
        node.text("role"),
        node.text("count"),
        node.text("type"),
        FlatSettings.of(node, List.of("role", "count", "type")),
        node.place());
  }
}
