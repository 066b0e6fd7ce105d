package org.muster.coordinator.provider.ec2;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.coordinator.provider.NodeOrder;
import org.muster.protocol.Role;
import org.muster.protocol.Sha256;

/**
 * Nodes of a launch that one call asks for, all or none.
 *
 * @param label tells it from the other batches of the launch, the same whenever it is asked for
 */
record Batch(LaunchOrder order, String label, List<NodeOrder> nodes, InstanceWish wish) {
  // One call may start more, but all of them fail together when there is no room for the last.
  private static final int MOST = 100;

  Batch {
    requireNonNull(order, "order is null");
    requireNonNull(label, "label is null");
    nodes = List.copyOf(nodes);
    requireNonNull(wish, "wish is null");
  }

  private record Kind(Role role, String type, SortedMap<String, String> settings) {}

  /** The nodes of an order, in its order. */
  static List<Batch> of(LaunchOrder order) {
    Map<Kind, List<NodeOrder>> kinds = new LinkedHashMap<>();
    for (NodeOrder node : order.nodes()) {
      Kind kind = new Kind(node.role(), node.type(), node.settings());
      kinds.computeIfAbsent(kind, first -> new ArrayList<>()).add(node);
    }
    List<Batch> batches = new ArrayList<>();
    Map<Role, Integer> ordinals = new EnumMap<>(Role.class);
    kinds.forEach(
        (kind, nodes) -> {
          Map<String, String> settings =
              SettingWords.ofGroup(order.provider().settings(), kind.settings());
          InstanceWish wish = WishReader.read(kind.type(), settings);
          for (int from = 0; from < nodes.size(); from += MOST) {
            int ordinal = ordinals.merge(kind.role(), 1, Integer::sum);
            List<NodeOrder> some = nodes.subList(from, Math.min(nodes.size(), from + MOST));
            batches.add(
                new Batch(order, "%s-%d".formatted(kind.role().label(), ordinal), some, wish));
          }
        });
    return batches;
  }

  Role role() {
    return nodes.get(0).role();
  }

  /**
   * What it is tried with.
   *
   * @param subnet empty for the default network
   */
  record Option(String type, Optional<String> subnet) {
    Option {
      requireNonNull(type, "type is null");
      requireNonNull(subnet, "subnet is null");
    }

    String label() {
      return subnet.map(in -> "%s in %s".formatted(type, in)).orElse(type);
    }
  }

  /** The best type everywhere first: a type is chosen for the work, a subnet mostly is not. */
  List<Option> options() {
    List<Option> all = new ArrayList<>();
    for (String type : wish.types()) {
      if (wish.place().subnets().isEmpty()) {
        all.add(new Option(type, Optional.empty()));
      }
      wish.place().subnets().forEach(subnet -> all.add(new Option(type, Optional.of(subnet))));
    }
    return all;
  }

  /** EC2 answers a call with the same token as it answered the first. */
  String clientToken(Tags tags, Option option) {
    String what =
        String.join(
            "\n",
            tags.installation(),
            order.cluster().value(),
            Long.toString(order.incarnation()),
            order.launch().value(),
            label,
            option.type(),
            option.subnet().orElse(""));
    return Sha256.of(what.getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** What finds it again. */
  SortedMap<String, String> marks(Tags tags) {
    SortedMap<String, String> marks = new TreeMap<>(tags.of(order.life()));
    marks.put(Tags.LAUNCH, order.launch().value());
    marks.put(Tags.GROUP, label);
    return marks;
  }

  /** What its instances and volumes are marked with: the user's own tags cannot replace ours. */
  SortedMap<String, String> allTags(Tags tags) {
    SortedMap<String, String> all = new TreeMap<>();
    all.put("Name", "%s-%s".formatted(order.cluster(), role().label()));
    all.putAll(wish.tags());
    all.put(Tags.ROLE, role().label());
    all.putAll(marks(tags));
    return all;
  }
}
