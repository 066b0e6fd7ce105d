package org.muster.coordinator.provider.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.spec.GroupSpec;
import org.muster.coordinator.core.yaml.Spelling;
import org.muster.protocol.Role;

/** Finds what is wrong with a spec that asks for nodes on this machine. */
public final class SpecCheck {
  private static final int MOST_NODES = 200;

  private final OptionalLong machineMb;
  private final Function<GroupSpec, List<String>> settingsCheck;
  private final Set<String> ownSettings;
  private final List<String> mistakes = new ArrayList<>();

  /**
   * @param machineMb how much memory the machine has
   * @param settingsCheck finds mistakes in what a group says that only its kind of nodes knows
   * @param ownSettings what only its kind of nodes knows of the provider, and checks itself
   */
  public SpecCheck(
      OptionalLong machineMb,
      Function<GroupSpec, List<String>> settingsCheck,
      Set<String> ownSettings) {
    this.machineMb = machineMb;
    this.settingsCheck = settingsCheck;
    this.ownSettings = Set.copyOf(ownSettings);
  }

  public List<String> mistakes(ClusterSpec spec) {
    spec.provider().settings().forEach((name, value) -> checkSetting(name, value, spec));
    int count = spec.groups().stream().mapToInt(GroupSpec::count).sum();
    if (count > MOST_NODES) {
      mistakes.add(
          "%d nodes on one machine are too many; ask for at most %d".formatted(count, MOST_NODES));
    }
    spec.groups().forEach(this::checkGroup);
    return List.copyOf(mistakes);
  }

  private void checkSetting(String name, String value, ClusterSpec spec) {
    if (ownSettings.contains(name)) {
      return;
    }
    if (!StartDelays.isOne(name)) {
      Set<String> known = new TreeSet<>(ownSettings);
      known.add(StartDelays.SETTING);
      mistakes.add(
          "the local provider has no setting '%s' for these nodes; %s"
              .formatted(name, Spelling.wayOut(name, known)));
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
    mistakes.addAll(settingsCheck.apply(group));
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
