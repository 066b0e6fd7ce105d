package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What nodes boot from: layers that are built when they are first wanted, and kept. */
final class Images {
  private final SystemLayer system;
  private final AgentLayer agent;
  private final ImageShelf shelf;

  Images(SystemLayer system, AgentLayer agent, ImageShelf shelf) {
    this.system = requireNonNull(system, "system is null");
    this.agent = requireNonNull(agent, "agent is null");
    this.shelf = requireNonNull(shelf, "shelf is null");
  }

  /**
   * What nodes boot from: the agent over a baked image, or over the plain system. May take minutes
   * the first time; one caller at a time.
   *
   * @param baked its name; empty for the plain system
   */
  synchronized Image forNodes(Optional<String> baked) throws IOException {
    return agent.over(
        baked.isPresent() ? shelf.image(baked.get()) : new Image(List.of(system.layer())));
  }

  ImageShelf shelf() {
    return shelf;
  }
}
