package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;

/** What nodes boot from: layers that are built when they are first wanted, and kept. */
final class Images {
  private final SystemLayer system;
  private final AgentLayer agent;

  Images(SystemLayer system, AgentLayer agent) {
    this.system = requireNonNull(system, "system is null");
    this.agent = requireNonNull(agent, "agent is null");
  }

  /** The plain system with the agent. May take minutes the first time; one caller at a time. */
  synchronized Image forNodes() throws IOException {
    return agent.over(new Image(List.of(system.layer())));
  }
}
