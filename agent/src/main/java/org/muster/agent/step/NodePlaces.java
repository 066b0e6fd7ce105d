package org.muster.agent.step;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Where things are on this node.
 *
 * @param root prefix of every path that modules write: empty on a real machine
 * @param state the agent's own directory
 */
public record NodePlaces(String root, Path state) {
  public NodePlaces {
    requireNonNull(root, "root is null");
    requireNonNull(state, "state is null");
    if (root.endsWith("/")) {
      throw new IllegalArgumentException("root '%s' must not end with '/'".formatted(root));
    }
  }

  /** The node's root as a directory, also where the prefix is empty. */
  public Path rootDirectory() {
    return Path.of(root.isEmpty() ? "/" : root);
  }

  public Path steps() {
    return state.resolve("steps");
  }

  Path modules() {
    return state.resolve("modules");
  }

  Path artifacts() {
    return state.resolve("artifacts");
  }

  Path overlays() {
    return state.resolve("overlays");
  }

  Path markers() {
    return state.resolve("markers");
  }

  Path exportedVariables() {
    return state.resolve("env.d");
  }

  Path libraries() {
    return state.resolve("lib");
  }
}
