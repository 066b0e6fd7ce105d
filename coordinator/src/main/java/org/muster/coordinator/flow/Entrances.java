package org.muster.coordinator.flow;

import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.provider.Incarnation;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.NodeId;

/** Which machine somebody wants to get into. Pure. */
final class Entrances {
  /** The machine of a node. */
  record To(Incarnation life, String instance) {}

  private Entrances() {}

  static To to(ClusterState state, NodeId id) {
    NodeState node =
        state
            .node(id)
            .orElseThrow(
                () ->
                    new MusterException(
                        ErrorCode.NOT_FOUND,
                        "cluster '%s' has no node '%s'; see 'muster nodes %s'"
                            .formatted(state.name(), id, state.name())));
    if (node.instance().isEmpty()) {
      throw new MusterException(
          ErrorCode.CONFLICT,
          "node '%s' of cluster '%s' has no machine yet; see 'muster nodes %s'"
              .formatted(id, state.name(), state.name()));
    }
    return new To(
        new Incarnation(state.name(), state.incarnation(), state.spec().provider()),
        node.instance());
  }
}
