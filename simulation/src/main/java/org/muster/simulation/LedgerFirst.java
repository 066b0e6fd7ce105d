package org.muster.simulation;

import java.util.List;
import java.util.Optional;
import org.muster.coordinator.core.event.NodeWish;
import org.muster.coordinator.core.state.LaunchState;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.coordinator.provider.NodeOrder;
import org.muster.protocol.NodeId;

/** 9. Nothing is created at a provider that the ledger does not know, and nothing is forgotten. */
final class LedgerFirst extends Rule {
  LedgerFirst(World world) {
    super(9, world);
  }

  @Override
  void launchCalled(LaunchOrder order) {
    Optional<LaunchState> wish = durable().launch(order.launch());
    List<NodeId> ordered = order.nodes().stream().map(NodeOrder::node).toList();
    List<NodeId> wished =
        wish.map(known -> known.wish().nodes().stream().map(NodeWish::node).toList())
            .orElse(List.of());
    if (order.incarnation() != durable().incarnation() || !ordered.equals(wished)) {
      broken("the provider was asked for %s of %s, unknown to the ledger", ordered, order.launch());
    }
  }

  @Override
  void atEnd() {
    for (Machine machine : world().cloud().machines()) {
      boolean isOfNow =
          durable().isPresent() && machine.origin().incarnation() == durable().incarnation();
      if (!machine.isGone() && !isOfNow) {
        broken("machine %s is left of a cluster that is gone", machine.origin().instance());
      }
    }
  }
}
