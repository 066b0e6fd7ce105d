package org.muster.coordinator.core.view;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where somebody gets into a node by hand. Says where, never what to run: that is for whoever runs
 * it to know.
 *
 * @param place the root folder of a process node, the folder of runc of a container, the region of
 *     an instance (empty where only the coordinator's environment says)
 * @param name of the node, the container or the instance
 */
public record EntranceView(Kind kind, String place, String name) {
  /** What kind of machine it leads into. */
  public enum Kind {
    /** A node that is processes on the coordinator's machine. */
    @JsonProperty("process")
    PROCESS,
    /** A container there. */
    @JsonProperty("container")
    CONTAINER,
    /** An instance of EC2. */
    @JsonProperty("instance")
    INSTANCE,
    /** A machine of which Muster only knows the agent. */
    @JsonProperty("unknown")
    UNKNOWN
  }

  public EntranceView {
    requireNonNull(kind, "kind is null");
    requireNonNull(place, "place is null");
    requireNonNull(name, "name is null");
  }
}
