package org.muster.agent.link;

import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;

/** What the link tells the agent, and asks of it. Always called on the agent's thread. */
public interface LinkEvents {

  /** What to say first on a new connection. */
  AgentMessage.Hello hello();

  /** A message of the coordinator; the first on every connection is its welcome. */
  void received(CoordinatorMessage message);

  /** A connection that had been welcomed is gone. */
  void lost();
}
