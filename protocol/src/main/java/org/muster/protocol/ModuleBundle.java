package org.muster.protocol;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A module as a node needs it: its files and artifacts, all by hash.
 *
 * @param tree hash of the tree with the scripts, and the templates under {@code templates/}
 * @param artifacts hash of the unpacked tree of each artifact, by the artifact's name
 * @param marker what {@code init} leaves behind when it succeeded: a hash of its script, of the
 *     variables that the manifest declares and of the artifacts
 */
public record ModuleBundle(
    ModuleName name, String tree, Map<String, String> artifacts, String marker) {
  public ModuleBundle {
    requireNonNull(name, "name is null");
    requireNonNull(tree, "tree is null");
    artifacts = artifacts == null ? Map.of() : Map.copyOf(artifacts);
    marker = marker == null ? "" : marker;
  }
}
