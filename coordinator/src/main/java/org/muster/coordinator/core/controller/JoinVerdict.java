package org.muster.coordinator.core.controller;

import org.muster.error.ErrorCode;
import org.muster.protocol.NodeId;

/** Whether a node is let in. */
public sealed interface JoinVerdict {

  record Admitted(NodeId node, long incarnation) implements JoinVerdict {}

  record Refused(ErrorCode code, String reason) implements JoinVerdict {}

  /** The ledger does not know yet: ask again. */
  record Later(String reason) implements JoinVerdict {}
}
