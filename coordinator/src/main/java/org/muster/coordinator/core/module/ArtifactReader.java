package org.muster.coordinator.core.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.coordinator.core.yaml.YamlNode;
import org.muster.error.Problems;
import org.muster.protocol.Names;

/** Reads the artifacts of a manifest. */
final class ArtifactReader {
  private static final int MAX_STRIP = 9;

  private final YamlNode root;
  private final Problems problems;

  ArtifactReader(YamlNode root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  List<ArtifactDraft> artifacts() {
    List<ArtifactDraft> drafts = new ArrayList<>();
    YamlNode all = root.at("artifacts").orElse(root);
    Map<String, YamlNode> artifacts = all == root ? Map.of() : all.entries();
    artifacts.forEach(
        (name, node) -> {
          Placed placed = new Placed(name, all.keyPlace(name));
          if (!Names.isValid(name)) {
            problems.add(
                placed.says(
                    "the artifact '%s' must be named with a-z, 0-9 and '-'".formatted(name)));
          }
          drafts.add(draft(placed, node));
        });
    return drafts;
  }

  private static ArtifactDraft draft(Placed name, YamlNode node) {
    YamlNode maven = node.at("maven").orElse(new YamlNode.Sequence(node.place(), List.of()));
    return new ArtifactDraft(
        name,
        node.text("path").orElse(Placed.NOTHING),
        oneOrMany(node, "url"),
        node.text("sha256").orElse(Placed.NOTHING),
        node.text("sha512").orElse(Placed.NOTHING),
        maven.texts("coordinates"),
        oneOrMany(maven, "bom"),
        maven.texts("exclude"),
        unzips(maven),
        node.isTrue("unpack", true),
        strip(node));
  }

  private static int strip(YamlNode node) {
    return node.text("strip")
        .filter(text -> text.text().matches("[0-9]"))
        .map(text -> Math.min(Integer.parseInt(text.text()), MAX_STRIP))
        .orElse(1);
  }

  private static List<ArtifactDraft.UnzipDraft> unzips(YamlNode maven) {
    List<ArtifactDraft.UnzipDraft> unzips = new ArrayList<>();
    for (YamlNode item : maven.at("unzip").map(YamlNode::items).orElse(List.of())) {
      unzips.add(
          new ArtifactDraft.UnzipDraft(
              item.text("coordinate").orElse(Placed.NOTHING),
              item.text("path").orElse(Placed.NOTHING),
              item.text("to").orElse(Placed.NOTHING)));
    }
    return unzips;
  }

  private static List<Placed> oneOrMany(YamlNode node, String key) {
    List<Placed> many = node.texts(key);
    return many.isEmpty() ? node.text(key).map(List::of).orElse(List.of()) : many;
  }
}
