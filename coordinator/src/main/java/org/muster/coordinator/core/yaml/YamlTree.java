package org.muster.coordinator.core.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muster.error.Problems;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The parser's nodes as ours; counts them, since a few aliases can stand for millions. */
final class YamlTree {
  static final int MAX_NODES = 50_000;

  private static final Map<Tag, YamlNode.Kind> KINDS =
      Map.of(
          Tag.INT, YamlNode.Kind.INTEGER,
          Tag.FLOAT, YamlNode.Kind.DECIMAL,
          Tag.BOOL, YamlNode.Kind.TRUTH,
          Tag.NULL, YamlNode.Kind.NOTHING);
  private static final Set<Tag> PLAIN =
      Set.of(
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.TIMESTAMP,
          Tag.MAP,
          Tag.SEQ,
          Tag.MERGE,
          new Tag(Tag.PREFIX + "value"));

  private final String file;
  private final Problems problems;
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int nodes;

  YamlTree(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  YamlNode convert(Node node) {
    Place place = place(node);
    nodes++;
    if (nodes > MAX_NODES) {
      if (nodes == MAX_NODES + 1) {
        problems.add(
            Place.of(file)
                .says("stands for more than %d values; use fewer aliases".formatted(MAX_NODES)));
      }
      return nothing(place);
    }
    if (!PLAIN.contains(node.getTag())) {
      problems.add(
          place.says("the tag %s is not known; leave it out".formatted(node.getTag().getValue())));
      return nothing(place);
    }
    if (!open.add(node)) {
      problems.add(place.says("this value contains itself; write it without the alias"));
      return nothing(place);
    }
    YamlNode converted = content(node, place);
    open.remove(node);
    return converted;
  }

  private YamlNode content(Node node, Place place) {
    if (node instanceof MappingNode mapping) {
      return mapping(mapping, place);
    }
    if (node instanceof SequenceNode sequence) {
      List<YamlNode> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(convert(item));
      }
      return new YamlNode.Sequence(place, items);
    }
    if (node instanceof ScalarNode scalar) {
      return new YamlNode.Scalar(
          place, scalar.getValue(), KINDS.getOrDefault(node.getTag(), YamlNode.Kind.TEXT));
    }
    return nothing(place);
  }

  private YamlNode mapping(MappingNode mapping, Place place) {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    Map<String, Place> keys = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Place keyPlace = place(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(keyPlace.says("a key must be a single word"));
        continue;
      }
      if (keys.containsKey(key.getValue())) {
        problems.add(
            keyPlace.says(
                "the key '%s' is there twice; first in line %d"
                    .formatted(key.getValue(), keys.get(key.getValue()).line())));
        continue;
      }
      keys.put(key.getValue(), keyPlace);
      entries.put(key.getValue(), convert(tuple.getValueNode()));
    }
    return new YamlNode.Mapping(place, entries, keys);
  }

  private Place place(Node node) {
    Mark mark = node.getStartMark();
    return mark == null
        ? Place.of(file)
        : new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static YamlNode nothing(Place place) {
    return new YamlNode.Scalar(place, "", YamlNode.Kind.NOTHING);
  }
}
