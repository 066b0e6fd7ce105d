package org.muster.coordinator.link;

import static java.util.Objects.requireNonNull;

import org.muster.time.Scheduler;

/** What the agents' listener leans on. */
public record LinkPorts(JoinDesk desk, AgentEvents events, StoreFiles store, Scheduler scheduler) {
  public LinkPorts {
    requireNonNull(desk, "desk is null");
    requireNonNull(events, "events is null");
    requireNonNull(store, "store is null");
    requireNonNull(scheduler, "scheduler is null");
  }
}
