package org.muster.coordinator.provider.local;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.protocol.NodeId;

/**
 * The diagnostic setting {@code start_delay: {NODE: SECONDS}}: agents that start late, to see what
 * waits for them.
 */
record StartDelays(SortedMap<String, String> byNode) {
  static final String SETTING = "start_delay";
  private static final String PREFIX = SETTING + ".";
  private static final String SECONDS = "\\d{1,4}";

  static StartDelays of(SortedMap<String, String> settings) {
    SortedMap<String, String> byNode = new TreeMap<>();
    settings.forEach(
        (name, value) -> {
          if (isOne(name)) {
            byNode.put(name.substring(PREFIX.length()), value);
          }
        });
    return new StartDelays(byNode);
  }

  static boolean isOne(String setting) {
    return setting.startsWith(PREFIX);
  }

  Duration of(NodeId node) {
    return parse(byNode.getOrDefault(node.value(), "0")).orElse(Duration.ZERO);
  }

  static Optional<Duration> parse(String seconds) {
    return seconds.matches(SECONDS)
        ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds)))
        : Optional.empty();
  }
}
