package org.muster.coordinator.link;

import java.time.Duration;
import org.muster.error.ErrorCode;
import org.muster.protocol.CoordinatorMessage;

/** The live connection of one agent. May be used from any thread; nothing here blocks. */
public interface AgentConnection {

  AgentIdentity identity();

  /** Tells this connection from all others of this coordinator, earlier ones of the node too. */
  String id();

  /**
   * Queues a message. Messages of the same kind keep their order; control overtakes what concerns
   * logs. On a connection that has ended this does nothing: everything is said again on the next.
   */
  void send(CoordinatorMessage message);

  /** Says why in a {@link CoordinatorMessage.Refused}, and ends the connection. */
  void close(ErrorCode code, String reason, Duration retryAfter);
}
