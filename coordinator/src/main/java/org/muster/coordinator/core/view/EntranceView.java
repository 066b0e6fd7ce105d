package org.muster.coordinator.core.view;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

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
    PROCESS,
    /** A container there. */
    CONTAINER,
    /** An instance of EC2. */
    INSTANCE,
    /** A machine of which Muster only knows the agent. */
    UNKNOWN;

    /** In messages and files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public EntranceView {
    requireNonNull(kind, "kind is null");
    requireNonNull(place, "place is null");
    requireNonNull(name, "name is null");
  }
}
