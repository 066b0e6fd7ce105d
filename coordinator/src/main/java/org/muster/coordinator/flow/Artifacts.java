package org.muster.coordinator.flow;

import org.muster.coordinator.artifact.ArtifactSpec;
import org.muster.coordinator.artifact.Progress;
import org.muster.coordinator.artifact.ResolvedArtifact;

/** Where artifacts come from. Blocks; fails with a {@link org.muster.error.MusterException}. */
@FunctionalInterface
public interface Artifacts {
  ResolvedArtifact resolve(ArtifactSpec spec, Progress progress);
}
