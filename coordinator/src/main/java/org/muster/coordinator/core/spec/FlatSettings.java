package org.muster.coordinator.core.spec;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.coordinator.core.yaml.YamlNode;

/**
 * Settings that only a provider understands, flat: {@code volumes: [{size: 5}]} is {@code
 * volumes.0.size}, and a list of plain values is one value with commas.
 */
final class FlatSettings {
  private FlatSettings() {}

  static SortedMap<String, String> of(YamlNode node, Collection<String> without) {
    SortedMap<String, String> flat = new TreeMap<>();
    for (Map.Entry<String, YamlNode> entry : node.entries().entrySet()) {
      if (!without.contains(entry.getKey())) {
        add(entry.getKey(), entry.getValue(), flat);
      }
    }
    return flat;
  }

  private static void add(String key, YamlNode node, SortedMap<String, String> flat) {
    node.text().ifPresent(text -> flat.put(key, text.text()));
    node.entries().forEach((name, value) -> add(key + "." + name, value, flat));
    List<YamlNode> items = node.items();
    if (items.isEmpty()) {
      return;
    }
    List<String> texts = node.texts().stream().map(Placed::text).toList();
    if (texts.size() == items.size()) {
      flat.put(key, String.join(",", texts));
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      add(key + "." + i, items.get(i), flat);
    }
  }
}
