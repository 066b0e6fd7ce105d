package org.muster.coordinator.provider.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.spec.GroupSpec;
import org.muster.coordinator.core.yaml.Spelling;
import org.muster.protocol.Role;

/** Finds what is wrong with a spec that asks for nodes on this machine. */
final class SpecCheck {
  private static final int MOST_NODES = 200;

  private final OptionalLong machineMb;
  private final List<String> mistakes = new ArrayList<>();

  SpecCheck(OptionalLong machineMb) {
    this.machineMb = machineMb;
  }

  List<String> mistakes(ClusterSpec spec) {
    checkIsolation(spec.provider().isolation());
    spec.provider().settings().forEach((name, value) -> checkSetting(name, value, spec));
    int count = spec.groups().stream().mapToInt(GroupSpec::count).sum();
    if (count > MOST_NODES) {
      mistakes.add(
          "%d nodes on one machine are too many; ask for at most %d".formatted(count, MOST_NODES));
    }
    spec.groups().forEach(this::checkGroup);
    return List.copyOf(mistakes);
  }

  private void checkIsolation(String isolation) {
    if (!isolation.equals("process")) {
      mistakes.add(
          "isolation '%s' is not to be had on this machine; use 'process'".formatted(isolation));
    }
  }

  private void checkSetting(String name, String value, ClusterSpec spec) {
    if (!StartDelays.isOne(name)) {
      mistakes.add(
          "the local provider has no setting '%s'; %s"
              .formatted(name, Spelling.wayOut(name, Set.of(StartDelays.SETTING))));
      return;
    }
    String node = name.substring(name.indexOf('.') + 1);
    Set<String> nodes = nodeNames(spec);
    if (!nodes.contains(node)) {
      mistakes.add(
          "start_delay names node '%s', which the cluster has not; %s"
              .formatted(node, Spelling.wayOut(node, nodes)));
    }
    if (StartDelays.parse(value).isEmpty()) {
      mistakes.add(
          "start_delay of '%s' is '%s' but must be a number of seconds up to 9999"
              .formatted(node, value));
    }
  }

  private static Set<String> nodeNames(ClusterSpec spec) {
    Map<Role, Integer> counts = new HashMap<>();
    spec.groups().forEach(group -> counts.merge(group.role(), group.count(), Integer::sum));
    Set<String> names = new TreeSet<>();
    counts.forEach(
        (role, count) -> {
          for (int ordinal = 1; ordinal <= count; ordinal++) {
            names.add("%s-%d".formatted(role.label(), ordinal));
          }
        });
    return names;
  }

  private void checkGroup(GroupSpec group) {
    for (String name : group.settings().keySet()) {
      mistakes.add(
          "the %s group has the setting '%s', but local nodes have none of their own; remove it"
              .formatted(group.role().label(), name));
    }
    Optional<NodeSize> size = NodeSize.find(group.type());
    if (size.isEmpty()) {
      mistakes.add(
          "the %s group: %s".formatted(group.role().label(), NodeSize.unknown(group.type())));
      return;
    }
    long asked = size.get().memoryMb();
    if (machineMb.isPresent() && asked > machineMb.getAsLong()) {
      mistakes.add(
          "node type '%s' has %d MB of memory, more than this machine's %d MB; choose a smaller one"
              .formatted(group.type(), asked, machineMb.getAsLong()));
    }
  }
}
