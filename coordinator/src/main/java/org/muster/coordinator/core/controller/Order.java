package org.muster.coordinator.core.controller;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.event.NodeWish;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;

/** Puts new workers into the ledger. Names and numbers are never used again. */
final class Order {
  private final Turn turn;
  private final ClusterState state;

  Order(Turn turn) {
    this.turn = turn;
    this.state = turn.state();
  }

  List<NodeId> workers(int count, String type, SortedMap<String, String> settings) {
    return workers(
        Collections.nCopies(
            count, new NodeWish(new NodeId("any"), Role.WORKER, type, 0, settings)));
  }

  /** One for each of these, like it in all but name and number. */
  List<NodeId> workers(List<NodeWish> like) {
    return workers(like, List.of());
  }

  /** One in the place of each of these, which their provider takes back. */
  void instead(List<NodeState> nodes) {
    workers(
        nodes.stream().map(NodeState::wish).toList(), nodes.stream().map(NodeState::id).toList());
  }

  private List<NodeId> workers(List<NodeWish> like, List<NodeId> replaced) {
    List<NodeWish> wishes = new ArrayList<>();
    int index = state.nodes().size();
    int ordinal = (int) state.nodes().stream().filter(n -> n.role() == Role.WORKER).count();
    for (NodeWish each : like) {
      ordinal++;
      NodeId node = new NodeId("%s-%d".formatted(Role.WORKER.label(), ordinal));
      wishes.add(new NodeWish(node, Role.WORKER, each.type(), index++, each.settings()));
    }
    Duration goodFor = new Preconditions(state).tokenGoodFor(state.spec().provider());
    turn.emit(
        new Event.LaunchWished(state.nextLaunch(), wishes, turn.at().plus(goodFor), replaced));
    return wishes.stream().map(NodeWish::node).toList();
  }
}
