package org.muster.coordinator.artifact;

import org.muster.protocol.Tree;

/** A kind of place that artifacts come from. Its methods block, and may be called by many. */
interface ArtifactSource {

  /** Whether the spec names such a place. */
  boolean isNamedBy(ArtifactSpec spec);

  /**
   * Fetches the artifact into the store.
   *
   * @throws SourceUnavailable when the place does not have it or does not answer; the next source
   *     may be tried
   * @throws org.muster.error.MusterException when what it has is wrong; no other source is tried
   */
  Fetched fetch(ArtifactSpec spec, Progress progress) throws SourceUnavailable;

  /** What was fetched and from where, for people. */
  record Fetched(Tree tree, String source) {}
}
