package org.muster.coordinator.artifact;

import static java.util.Objects.requireNonNull;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Maven repositories: Central, or what the user's settings say of mirrors and proxies. */
final class MavenSource implements ArtifactSource {
  private final TreeBuilder trees;
  private final Store store;
  private final Limits limits;
  private final UnaryOperator<ContextOverrides.Builder> place;

  MavenSource(TreeBuilder trees, Store store, Limits limits) {
    this(trees, store, limits, overrides -> overrides.withUserSettings(true));
  }

  /** Resolves from another place than the user's. */
  MavenSource(
      TreeBuilder trees,
      Store store,
      Limits limits,
      UnaryOperator<ContextOverrides.Builder> place) {
    this.trees = requireNonNull(trees, "trees is null");
    this.store = requireNonNull(store, "store is null");
    this.limits = requireNonNull(limits, "limits is null");
    this.place = requireNonNull(place, "place is null");
  }

  @Override
  public boolean isNamedBy(ArtifactSpec spec) {
    return !spec.maven().isEmpty();
  }

  @Override
  public Fetched fetch(ArtifactSpec spec, Progress progress) throws SourceUnavailable {
    ContextOverrides.Builder overrides =
        ContextOverrides.create()
            // What a pom somewhere below names is no place that the user chose.
            .ignoreArtifactDescriptorRepositories(true)
            .checksumPolicy(ContextOverrides.ChecksumPolicy.FAIL)
            .transferListener(new MavenProgress(spec.name(), progress));
    try (Context context = context(spec, overrides)) {
      progress.report(spec.name(), "resolving with Maven", 0, 0);
      ClosureResolver resolver = new ClosureResolver(context, spec.maven());
      Entries entries = new Entries(spec.subject(), store.root(), limits, Optional.empty());
      addJars(resolver.jars(), spec, entries, progress);
      for (MavenClosure.Unzip unzip : spec.maven().unzip()) {
        addFolder(resolver.jar(unzip.coordinate()), unzip, spec, entries);
      }
      return new Fetched(trees.kept(entries.tree()), describe(spec.maven()));
    } catch (RepositoryException e) {
      throw new SourceUnavailable("resolving with Maven: " + reason(e), e);
    }
  }

  private Context context(ArtifactSpec spec, ContextOverrides.Builder overrides) {
    try {
      return Runtimes.INSTANCE.getRuntime().create(place.apply(overrides).build());
    } catch (IllegalStateException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new MusterException(
          ErrorCode.ENVIRONMENT,
          "%s: reading Maven's settings: %s; repair your settings.xml"
              .formatted(spec.subject(), cause.getMessage()),
          e);
    }
  }

  private void addJars(List<Artifact> jars, ArtifactSpec spec, Entries entries, Progress progress) {
    long total = jars.stream().mapToLong(jar -> jar.getFile().length()).sum();
    long done = 0;
    for (JarNames.Named jar : JarNames.of(jars)) {
      progress.report(spec.name(), "keeping " + jar.name(), done, total);
      done += jar.file().toFile().length();
      Path file = jar.file();
      try {
        ZipReader.checkWhole(file);
        entries.file("jars/" + jar.name(), store.put(file), 0);
      } catch (IOException e) {
        throw damaged(spec, file, e);
      }
    }
  }

  private void addFolder(
      Artifact jar, MavenClosure.Unzip unzip, ArtifactSpec spec, Entries entries) {
    Path file = jar.getFile().toPath();
    try {
      int read = new ZipReader(store, entries).readFolder(file, unzip.path(), unzip.to());
      if (read == 0) {
        throw new MusterException(
            ErrorCode.INVALID_INPUT,
            "%s: %s has nothing below '%s'; correct the path of its unzip"
                .formatted(spec.subject(), unzip.coordinate(), unzip.path()));
      }
    } catch (IOException e) {
      throw damaged(spec, file, e);
    }
  }

  private static MusterException damaged(ArtifactSpec spec, Path file, IOException failure) {
    return new MusterException(
        ErrorCode.ARTIFACT_CORRUPT,
        "%s: %s is damaged or cut off (%s); delete it, and launch again to fetch it anew"
            .formatted(spec.subject(), file, IoReason.of(failure)),
        failure);
  }

  private static String describe(MavenClosure maven) {
    return "Maven " + String.join(", ", maven.coordinates());
  }

  /** The innermost reason names what is missing and where it was looked for. */
  private static String reason(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() instanceof RepositoryException cause) {
      inner = cause;
    }
    return inner.getMessage();
  }
}
