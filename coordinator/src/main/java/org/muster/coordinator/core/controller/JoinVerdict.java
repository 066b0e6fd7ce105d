package org.muster.coordinator.core.controller;

import org.muster.error.ErrorCode;
import org.muster.protocol.NodeId;

/** Whether a node is let in. */
public sealed interface JoinVerdict {

  /** It is this node. */
  record Admitted(NodeId node, long incarnation) implements JoinVerdict {}

  /** Final for what it has shown. */
  record Refused(ErrorCode code, String reason) implements JoinVerdict {}

  /** The ledger does not know yet: ask again. */
  record Later(String reason) implements JoinVerdict {}
}
