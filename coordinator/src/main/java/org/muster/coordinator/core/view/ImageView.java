package org.muster.coordinator.core.view;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.protocol.ModuleName;

/**
 * What is in an image: the manifest that lies beside it.
 *
 * @param name lower-case letters, digits and {@code -}
 * @param muster the version that baked it
 * @param variables all that the modules were baked with; no secrets
 * @param bytes how much is on top of the plain system
 */
public record ImageView(
    String name,
    Instant madeAt,
    String muster,
    List<BakedModule> modules,
    SortedMap<String, String> variables,
    long bytes) {
  public ImageView {
    requireName(name);
    requireNonNull(madeAt, "madeAt is null");
    requireNonNull(muster, "muster is null");
    modules = List.copyOf(modules);
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
  }

  /** Fails with IllegalArgumentException that says what a name must be. */
  public static String requireName(String name) {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw new IllegalArgumentException(
          "'%s' is no name of an image: use a-z, 0-9 and '-'".formatted(name));
    }
    return name;
  }

  public ImageView withBytes(long measured) {
    return new ImageView(name, madeAt, muster, modules, variables, measured);
  }

  /**
   * A module whose {@code init} has run.
   *
   * @param init SHA-256 of its script, of the files that it may use, and of its variables
   * @param artifacts SHA-256 of each, by name
   */
  public record BakedModule(
      ModuleName name, String version, String init, SortedMap<String, String> artifacts) {
    public BakedModule {
      requireNonNull(name, "name is null");
      requireNonNull(version, "version is null");
      requireNonNull(init, "init is null");
      artifacts = Collections.unmodifiableSortedMap(new TreeMap<>(artifacts));
    }
  }
}
