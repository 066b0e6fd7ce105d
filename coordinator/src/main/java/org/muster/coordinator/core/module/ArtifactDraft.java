package org.muster.coordinator.core.module;

import java.util.List;
import org.muster.coordinator.core.yaml.Placed;

/** An artifact as a manifest says it, with the variables in it not yet filled in. */
public record ArtifactDraft(
    Placed name,
    Placed path,
    List<Placed> urls,
    Placed sha256,
    Placed sha512,
    List<Placed> coordinates,
    List<Placed> boms,
    List<Placed> excludes,
    List<UnzipDraft> unzips,
    boolean unpack,
    int strip) {
  public ArtifactDraft {
    urls = List.copyOf(urls);
    coordinates = List.copyOf(coordinates);
    boms = List.copyOf(boms);
    excludes = List.copyOf(excludes);
    unzips = List.copyOf(unzips);
  }

  /** A folder of a jar to take out. */
  public record UnzipDraft(Placed coordinate, Placed path, Placed to) {}
}
