package org.muster.coordinator.artifact;

import static java.util.Objects.requireNonNull;

import org.muster.protocol.Sha256;

/**
 * An artifact that is verified and in the {@link Store}.
 *
 * @param tree the hash of its tree
 * @param bytes of all its files together
 * @param source where it came from, for people
 */
public record ResolvedArtifact(String name, Sha256 tree, long bytes, String source) {
  public ResolvedArtifact {
    requireNonNull(name, "name is null");
    requireNonNull(tree, "tree is null");
    requireNonNull(source, "source is null");
  }
}
