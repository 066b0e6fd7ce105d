package org.muster.coordinator.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Tree;

/** A folder, archive or file on this machine. */
final class LocalSource implements ArtifactSource {
  private final TreeBuilder trees;

  LocalSource(TreeBuilder trees) {
    this.trees = trees;
  }

  @Override
  public boolean isNamedBy(ArtifactSpec spec) {
    return !spec.path().isEmpty();
  }

  @Override
  public Fetched fetch(ArtifactSpec spec, Progress progress) {
    Path path = realPath(spec);
    progress.report(spec.name(), "reading " + path, 0, 0);
    String source = "local " + path;
    if (Files.isDirectory(path)) {
      return new Fetched(trees.ofFolder(spec.subject(), path), source);
    }
    check(spec, path);
    Tree tree =
        spec.unpack()
            ? trees.ofArchive(spec.subject(), path, spec.strip())
            : trees.ofFile(spec.subject(), path, Path.of(spec.path()).getFileName().toString());
    return new Fetched(tree, source);
  }

  private static Path realPath(ArtifactSpec spec) {
    try {
      return Path.of(spec.path()).toRealPath();
    } catch (IOException | IllegalArgumentException e) {
      throw new MusterException(
          ErrorCode.INVALID_INPUT,
          "%s: its path %s cannot be read (%s); correct the path, or leave it out to"
                  .formatted(spec.subject(), spec.path(), reason(e))
              + " use another source",
          e);
    }
  }

  private static String reason(Exception failure) {
    return failure instanceof IOException io ? IoReason.of(io) : failure.getMessage();
  }

  private static void check(ArtifactSpec spec, Path file) {
    if (!spec.checksum().isKnown()) {
      return;
    }
    try {
      Checksum seen = spec.checksum().of(file);
      if (!spec.checksum().matches(seen)) {
        throw new MusterException(
            ErrorCode.ARTIFACT_CORRUPT,
            "%s: %s has %s, expected %s; copy the file again, or correct the checksum"
                .formatted(spec.subject(), file, seen, spec.checksum()));
      }
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.INVALID_INPUT, "%s: reading %s".formatted(spec.subject(), file), e);
    }
  }
}
