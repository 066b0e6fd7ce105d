package org.muster.coordinator.provider;

import static java.util.Objects.requireNonNull;

/**
 * What a provider knows of one instance.
 *
 * @param instance the provider's own name for it
 */
public record InstanceState(String instance, State state) {
  public InstanceState {
    requireNonNull(instance, "instance is null");
    requireNonNull(state, "state is null");
  }

  /** Whether the machine is there, not whether its agent has joined. */
  public enum State {
    RUNNING,
    STOPPED,
    GONE
  }
}
