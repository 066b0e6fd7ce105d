package org.muster.coordinator.provider.local;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muster.coordinator.core.yaml.Spelling;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** A node's share of the machine. */
public record NodeSize(long memoryMb, int cores) {
  private static final Map<String, NodeSize> TYPES =
      new TreeMap<>(
          Map.of(
              "small", new NodeSize(1024, 1),
              "medium", new NodeSize(2048, 1),
              "large", new NodeSize(4096, 2)));
  private static final Pattern FIGURES = Pattern.compile("([1-9]\\d{0,5})([MG])/([1-9]\\d{0,3})");
  private static final long MEBIBYTES_PER_GIBIBYTE = 1024;

  /** By name, or by figures: {@code 2G/1} is two gibibytes and a core. */
  static Optional<NodeSize> find(String type) {
    Matcher figures = FIGURES.matcher(type);
    if (!figures.matches()) {
      return Optional.ofNullable(TYPES.get(type));
    }
    long amount = Long.parseLong(figures.group(1));
    long unit = figures.group(2).equals("G") ? MEBIBYTES_PER_GIBIBYTE : 1;
    return Optional.of(new NodeSize(amount * unit, Integer.parseInt(figures.group(3))));
  }

  public static NodeSize of(String type) {
    return find(type)
        .orElseThrow(() -> new MusterException(ErrorCode.INVALID_INPUT, unknown(type)));
  }

  static String unknown(String type) {
    return "node type '%s' is not known here: %s, or say memory and cores, such as 2G/1"
        .formatted(type, Spelling.wayOut(type, TYPES.keySet()));
  }
}
