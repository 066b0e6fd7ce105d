package org.muster.coordinator.provider.ec2;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads single words out of flat settings. */
final class SettingWords {
  /** Given once for all groups: they concern the network or the account. */
  static final Set<String> OF_CLUSTER =
      Set.of(
          "region",
          "profile",
          "endpoint_url",
          "security_groups",
          "additional_security_groups",
          "inbound");

  static final Set<String> FAMILIES = Set.of("volumes", "root_volume", "tags");

  private SettingWords() {}

  static List<String> list(Map<String, String> settings, String name) {
    String text = settings.getOrDefault(name, "");
    return Arrays.stream(text.split(",")).map(String::strip).filter(it -> !it.isEmpty()).toList();
  }

  static Optional<Boolean> flag(Map<String, String> settings, String name) {
    return Optional.ofNullable(settings.get(name)).map(Boolean::valueOf);
  }

  /** What is said below a name, without it: of {@code tags.team} that is {@code team}. */
  static SortedMap<String, String> below(Map<String, String> settings, String name) {
    SortedMap<String, String> found = new TreeMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(name + ".")) {
            found.put(key.substring(name.length() + 1), value);
          }
        });
    return found;
  }

  /** The settings of a group: its own, else those that the provider gives to all. */
  static SortedMap<String, String> ofGroup(Map<String, String> provider, Map<String, String> own) {
    Set<String> said = own.keySet().stream().map(SettingWords::head).collect(Collectors.toSet());
    SortedMap<String, String> all = new TreeMap<>();
    provider.forEach(
        (key, value) -> {
          String head = head(key);
          if (!OF_CLUSTER.contains(head) && (head.equals("tags") || !said.contains(head))) {
            all.put(key, value);
          }
        });
    all.putAll(own);
    return all;
  }

  static String head(String key) {
    int dot = key.indexOf('.');
    return dot < 0 ? key : key.substring(0, dot);
  }
}
