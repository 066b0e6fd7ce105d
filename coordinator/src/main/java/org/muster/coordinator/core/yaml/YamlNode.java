package org.muster.coordinator.core.yaml;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A piece of a YAML text. Asking a node for something that it does not hold gives nothing: that it
 * should hold it is for the schema to say.
 */
public sealed interface YamlNode {
  Place place();

  /** The value under a key of a mapping. */
  default Optional<YamlNode> at(String key) {
    return Optional.ofNullable(entries().get(key));
  }

  /** The values of a mapping, in the order of the text. */
  default Map<String, YamlNode> entries() {
    return Map.of();
  }

  /** Where a key of a mapping is written; the mapping itself for one that it does not have. */
  default Place keyPlace(String key) {
    return place();
  }

  /** The items of a sequence. */
  default List<YamlNode> items() {
    return List.of();
  }

  /** The text of a scalar, as it is written. */
  default Optional<Placed> text() {
    return Optional.empty();
  }

  /** The text of the scalar under a key. */
  default Optional<Placed> text(String key) {
    return at(key).flatMap(YamlNode::text);
  }

  /** The texts of the sequence under a key. */
  default List<Placed> texts(String key) {
    return at(key).map(YamlNode::texts).orElse(List.of());
  }

  /** The texts of a sequence. */
  default List<Placed> texts() {
    return items().stream().flatMap(item -> item.text().stream()).toList();
  }

  /** Whether the scalar under a key is {@code true}; the fallback when it is not there. */
  default boolean isTrue(String key, boolean fallback) {
    return text(key).map(value -> value.text().equals("true")).orElse(fallback);
  }

  /** Keys with values. */
  record Mapping(Place place, Map<String, YamlNode> entries, Map<String, Place> keyPlaces)
      implements YamlNode {
    public Mapping {
      requireNonNull(place, "place is null");
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
      keyPlaces = Map.copyOf(keyPlaces);
    }

    @Override
    public Place keyPlace(String key) {
      return keyPlaces.getOrDefault(key, place);
    }
  }

  /** A list. */
  record Sequence(Place place, List<YamlNode> items) implements YamlNode {
    public Sequence {
      requireNonNull(place, "place is null");
      items = List.copyOf(items);
    }
  }

  /** A single value. */
  record Scalar(Place place, String value, Kind kind) implements YamlNode {
    public Scalar {
      requireNonNull(place, "place is null");
      requireNonNull(value, "value is null");
      requireNonNull(kind, "kind is null");
    }

    @Override
    public Optional<Placed> text() {
      return kind == Kind.NOTHING ? Optional.empty() : Optional.of(new Placed(value, place));
    }
  }

  /** What a scalar looks like. */
  enum Kind {
    TEXT,
    INTEGER,
    DECIMAL,
    TRUTH,
    NOTHING
  }
}
