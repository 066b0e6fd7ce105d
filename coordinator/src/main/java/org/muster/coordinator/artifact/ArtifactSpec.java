package org.muster.coordinator.artifact;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * What a module's manifest says of one artifact, all variables filled in. The sources are tried in
 * the order path, urls, maven; an empty string or list is a source that is not there.
 *
 * @param name what the manifest calls it; not part of its identity
 * @param path a local folder, archive or file
 * @param urls mirrors of one file, best first; a checksum is required with them
 * @param unpack whether an archive is unpacked, or kept as the one file of the tree
 * @param strip how many leading folders of each path in an archive to leave away
 */
public record ArtifactSpec(
    @JsonIgnore String name,
    String path,
    List<String> urls,
    Checksum checksum,
    MavenClosure maven,
    boolean unpack,
    int strip) {

  public ArtifactSpec {
    requireNonNull(name, "name is null");
    path = path == null ? "" : path;
    urls = urls == null ? List.of() : List.copyOf(urls);
    checksum = checksum == null ? Checksum.NONE : checksum;
    maven = maven == null ? MavenClosure.NONE : maven;
    if (strip < 0) {
      throw new IllegalArgumentException(
          "artifact %s: strip is %d but must be 0 or more".formatted(name, strip));
    }
  }

  /** An artifact that comes from Maven alone. */
  public static ArtifactSpec ofMaven(String name, MavenClosure maven) {
    return new ArtifactSpec(name, "", List.of(), Checksum.NONE, maven, true, 0);
  }

  /** An archive from the network, unpacked without its top folder. */
  public static ArtifactSpec ofArchive(String name, List<String> urls, Checksum checksum) {
    return new ArtifactSpec(name, "", urls, checksum, MavenClosure.NONE, true, 1);
  }

  /** A file, archive or folder on this machine. */
  public static ArtifactSpec ofPath(String name, String path, boolean unpack, int strip) {
    return new ArtifactSpec(name, path, List.of(), Checksum.NONE, MavenClosure.NONE, unpack, strip);
  }

  /** How messages call it. */
  String subject() {
    return "artifact " + name;
  }
}
