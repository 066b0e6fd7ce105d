package org.muster.coordinator.core.state;

/** What the user last wanted of the cluster as a whole, and how far that is. */
public enum ClusterLife {
  /** There is no such cluster, or none any more. */
  ABSENT,
  UP,
  STOPPING,
  STOPPED,
  STARTING,
  DESTROYING
}
