package org.muster.coordinator.artifact;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Sha256;

/**
 * Turns what a manifest says of an artifact into a verified tree in the store. The first time it
 * reads, downloads or resolves; then it remembers, and answers in milliseconds without a network.
 * Callers who want the same artifact at the same time share one resolution. Its methods block.
 */
public final class ArtifactResolver {
  private final Resolutions resolutions;
  private final List<ArtifactSource> sources;
  private final Flights<Sha256, ResolvedArtifact> flights = new Flights<>();

  /** Resolves from paths, the network, and Maven as the user's settings say. */
  public ArtifactResolver(Store store) {
    this(store, sources(new TreeBuilder(store, Limits.DEFAULT), store));
  }

  ArtifactResolver(Store store, List<ArtifactSource> sources) {
    this.resolutions = new Resolutions(requireNonNull(store, "store is null"));
    this.sources = List.copyOf(sources);
  }

  private static List<ArtifactSource> sources(TreeBuilder trees, Store store) {
    return List.of(
        new LocalSource(trees),
        new HttpSource(trees, store, HttpSettings.DEFAULT),
        new MavenSource(trees, store, Limits.DEFAULT));
  }

  /** The answer, when it needs neither network nor work. */
  public Optional<ResolvedArtifact> recall(ArtifactSpec spec) {
    return resolutions.key(spec).flatMap(key -> resolutions.recall(key, spec.name()));
  }

  /**
   * The artifact, verified and in the store.
   *
   * @throws MusterException INVALID_INPUT, ARTIFACT_CORRUPT or ARTIFACT_UNAVAILABLE, naming the
   *     artifact and the source
   */
  public ResolvedArtifact resolve(ArtifactSpec spec, Progress progress) {
    Optional<Sha256> key = resolutions.key(spec);
    if (key.isEmpty()) {
      return fetch(spec, progress);
    }
    Optional<ResolvedArtifact> known = resolutions.recall(key.get(), spec.name());
    if (known.isPresent()) {
      return known.get();
    }
    ResolvedArtifact found =
        flights.join(key.get(), progress, all -> fetchAndRemember(key.get(), spec, all));
    return new ResolvedArtifact(spec.name(), found.tree(), found.bytes(), found.source());
  }

  private ResolvedArtifact fetchAndRemember(Sha256 key, ArtifactSpec spec, Progress progress) {
    Optional<ResolvedArtifact> meanwhile = resolutions.recall(key, spec.name());
    if (meanwhile.isPresent()) {
      return meanwhile.get();
    }
    ResolvedArtifact artifact = fetch(spec, progress);
    resolutions.remember(key, artifact);
    return artifact;
  }

  private ResolvedArtifact fetch(ArtifactSpec spec, Progress progress) {
    List<String> unavailable = new ArrayList<>();
    for (ArtifactSource source : sources) {
      if (source.isNamedBy(spec)) {
        try {
          return resolved(spec, source.fetch(spec, progress), progress);
        } catch (SourceUnavailable e) {
          unavailable.add(e.getMessage());
        }
      }
    }
    throw nowhere(spec, unavailable);
  }

  private static ResolvedArtifact resolved(
      ArtifactSpec spec, ArtifactSource.Fetched fetched, Progress progress) {
    long bytes = fetched.tree().size();
    progress.report(spec.name(), "ready", bytes, bytes);
    return new ResolvedArtifact(spec.name(), fetched.tree().hash(), bytes, fetched.source());
  }

  private static MusterException nowhere(ArtifactSpec spec, List<String> unavailable) {
    if (unavailable.isEmpty()) {
      return new MusterException(
          ErrorCode.INVALID_INPUT,
          spec.subject() + ": it has no source; give it a path, a url with a checksum, or maven");
    }
    return new MusterException(
        ErrorCode.ARTIFACT_UNAVAILABLE,
        "%s: %s; check the network and the mirrors, or give it a local path"
            .formatted(spec.subject(), String.join("; ", unavailable)));
  }
}
