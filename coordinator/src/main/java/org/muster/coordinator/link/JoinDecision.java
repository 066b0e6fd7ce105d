package org.muster.coordinator.link;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.muster.error.ErrorCode;
import org.muster.protocol.NodeId;

/** The answer to a {@link JoinAttempt}. */
public sealed interface JoinDecision {

  /** The machine is this node. */
  record Admitted(NodeId node, long incarnation) implements JoinDecision {
    public Admitted {
      requireNonNull(node, "node is null");
    }
  }

  /** Final for these credentials. */
  record Refused(ErrorCode code, String reason) implements JoinDecision {
    public Refused {
      requireNonNull(code, "code is null");
      requireNonNull(reason, "reason is null");
    }
  }

  /** Not yet; such as when the launch call has not answered. */
  record Later(Duration retryAfter, String reason) implements JoinDecision {
    public Later {
      requireNonNull(retryAfter, "retryAfter is null");
      requireNonNull(reason, "reason is null");
    }
  }
}
