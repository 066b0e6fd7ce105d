package org.muster.coordinator.core.view;

import java.time.Instant;
import java.util.Optional;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.ClusterName;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;

/** What was seen lately and decides nothing; may be empty at any time. */
public interface Sightings {

  Optional<AgentMessage.StepProgress> of(StepKey step);

  /** Whether the node has missed its pings, though it is not lost yet. */
  boolean isLate(ClusterName cluster, NodeId node);

  /** Whether the agent of the node said that it may end itself for a test. */
  default boolean mayCrash(ClusterName cluster, NodeId node) {
    return false;
  }

  /** By {@code module/artifact}. */
  Optional<Download> download(String artifact);

  /** How far the resolution of an artifact is; the total is 0 when it is not known. */
  record Download(Instant since, String text, long doneBytes, long totalBytes) {}
}
