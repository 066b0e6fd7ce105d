package org.muster.coordinator.artifact;

import static java.util.Objects.requireNonNull;

import org.muster.protocol.Sha256;

/** The content of one file in the {@link Store}. */
public record Blob(Sha256 sha256, long size) {
  public Blob {
    requireNonNull(sha256, "sha256 is null");
  }
}
