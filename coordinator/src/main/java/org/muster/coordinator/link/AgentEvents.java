package org.muster.coordinator.link;

import org.muster.protocol.AgentMessage;
import org.muster.protocol.AgentMessage.Hello;

/**
 * What the link tells of its agents. For one connection the calls come one after the other:
 * connected, any number of received, closed. A node has one live connection; when it opens another,
 * the first is closed before the second is connected. Must not block.
 */
public interface AgentEvents {

  /** The agent has said hello in a version that both speak; it waits for its welcome. */
  void connected(AgentConnection connection, Hello hello);

  /** Every step that the message names belongs to the node that sent it. */
  void received(AgentConnection connection, AgentMessage message);

  void closed(AgentConnection connection, String why);
}
