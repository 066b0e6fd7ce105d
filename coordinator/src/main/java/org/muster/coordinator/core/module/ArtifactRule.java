package org.muster.coordinator.core.module;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A distribution that a module needs, with all variables filled in. Sources are tried in the order
 * path, url, maven; empty ones are left out.
 *
 * @param unzips folders of jars that are unpacked beside {@code jars/}
 */
public record ArtifactRule(
    String name,
    String path,
    List<String> urls,
    String sha256,
    String sha512,
    List<String> coordinates,
    List<String> boms,
    List<String> excludes,
    List<Unzip> unzips,
    boolean unpack,
    int strip) {
  public ArtifactRule {
    requireNonNull(name, "name is null");
    path = path == null ? "" : path;
    urls = urls == null ? List.of() : List.copyOf(urls);
    sha256 = sha256 == null ? "" : sha256;
    sha512 = sha512 == null ? "" : sha512;
    coordinates = coordinates == null ? List.of() : List.copyOf(coordinates);
    boms = boms == null ? List.of() : List.copyOf(boms);
    excludes = excludes == null ? List.of() : List.copyOf(excludes);
    unzips = unzips == null ? List.of() : List.copyOf(unzips);
  }

  /** Takes the folder {@code path} out of the jar {@code coordinate}, and calls it {@code to}. */
  public record Unzip(String coordinate, String path, String to) {}
}
