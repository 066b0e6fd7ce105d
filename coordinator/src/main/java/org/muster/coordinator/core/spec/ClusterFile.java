package org.muster.coordinator.core.spec;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.muster.coordinator.core.yaml.Place;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.coordinator.core.yaml.SchemaCheck;
import org.muster.coordinator.core.yaml.YamlNode;
import org.muster.coordinator.core.yaml.YamlReader;
import org.muster.error.Problems;
import org.muster.protocol.Phase;

/**
 * What a cluster file says, with its places; what it does not say is empty.
 *
 * @param secrets where the command line finds their values
 */
record ClusterFile(
    Optional<Placed> name,
    Optional<Placed> kind,
    Optional<Placed> isolation,
    SortedMap<String, String> providerSettings,
    Optional<Placed> ready,
    Optional<List<GroupDraft>> groups,
    Optional<Place> groupsPlace,
    Optional<List<Placed>> modules,
    Map<Phase, List<Placed>> phaseModules,
    Map<String, Placed> variables,
    Map<String, SecretSource> secrets,
    Optional<Placed> deployRoot) {

  /** Where the value of a secret is: {@code env} or {@code file}, and which. */
  record SecretSource(Placed name, String kind, String where) {}

  static ClusterFile empty() {
    return new ClusterFile(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Collections.emptySortedMap(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        Map.of(),
        Optional.empty());
  }

  /** Nothing when the text is no YAML at all. */
  static Optional<ClusterFile> read(String yaml, String source, Problems problems) {
    if (yaml.isEmpty()) {
      return Optional.of(empty());
    }
    return YamlReader.read(yaml, source, problems)
        .map(
            root -> {
              SchemaCheck.ofClusters().check(root, problems);
              return of(root);
            });
  }

  private static ClusterFile of(YamlNode root) {
    Optional<YamlNode> provider = root.at("provider");
    Map<Phase, List<Placed>> lists = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.DEPLOYMENT) {
      modules(root, listKey(phase)).ifPresent(list -> lists.put(phase, list));
    }
    return new ClusterFile(
        root.text("name"),
        provider.flatMap(node -> node.text("kind")),
        provider.flatMap(node -> node.text("isolation")),
        provider
            .map(node -> FlatSettings.of(node, List.of("kind", "isolation")))
            .orElse(Collections.emptySortedMap()),
        root.text("ready"),
        root.at("groups").map(node -> node.items().stream().map(GroupDraft::of).toList()),
        root.at("groups").map(node -> root.keyPlace("groups")),
        modules(root, "modules"),
        lists,
        variables(root),
        secrets(root),
        root.text("deploy_root_dir"));
  }

  /** The key of a phase's own list of modules. */
  static String listKey(Phase phase) {
    return phase.label().toLowerCase(Locale.ROOT) + "_modules";
  }

  private static Optional<List<Placed>> modules(YamlNode root, String key) {
    return root.at(key).filter(YamlNode.Sequence.class::isInstance).map(YamlNode::texts);
  }

  private static Map<String, Placed> variables(YamlNode root) {
    Map<String, Placed> variables = new LinkedHashMap<>();
    root.at("variables")
        .map(YamlNode::entries)
        .orElse(Map.of())
        .forEach(
            (name, node) ->
                node.text()
                    .ifPresent(
                        value ->
                            variables.put(
                                name,
                                new Placed(
                                    value.text(),
                                    root.at("variables").orElse(root).keyPlace(name)))));
    return variables;
  }

  private static Map<String, SecretSource> secrets(YamlNode root) {
    Map<String, SecretSource> secrets = new LinkedHashMap<>();
    YamlNode all = root.at("secrets").orElse(root);
    Map<String, YamlNode> entries = all == root ? Map.of() : all.entries();
    entries.forEach(
        (name, node) -> {
          Placed placed = new Placed(name, all.keyPlace(name));
          for (String kind : List.of("env", "file")) {
            node.text(kind)
                .ifPresent(
                    where -> secrets.put(name, new SecretSource(placed, kind, where.text())));
          }
        });
    return secrets;
  }
}
