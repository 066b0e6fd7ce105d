package org.muster.coordinator.flow;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.muster.coordinator.artifact.ArtifactSpec;
import org.muster.coordinator.artifact.Checksum;
import org.muster.coordinator.artifact.MavenClosure;
import org.muster.coordinator.artifact.ResolvedArtifact;
import org.muster.coordinator.core.controller.ArtifactAnswer;
import org.muster.coordinator.core.controller.Wanted;
import org.muster.coordinator.core.module.ArtifactRule;
import org.muster.coordinator.core.view.Sightings;
import org.muster.time.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the artifacts resolved that the state waits for, each under way at most once. Owned by the
 * context of its cluster.
 */
final class ArtifactCalls {
  private static final Logger log = LoggerFactory.getLogger(ArtifactCalls.class);

  private final ClusterOwner owner;
  private final ServiceParts parts;
  private final Scheduler scheduler;
  private final Observations observations;
  private final Set<Wanted.WantedArtifact> underWay = new HashSet<>();

  ArtifactCalls(
      ClusterOwner owner, ServiceParts parts, Scheduler scheduler, Observations observations) {
    this.owner = owner;
    this.parts = parts;
    this.scheduler = scheduler;
    this.observations = observations;
  }

  /** On the owner's context. */
  void look() {
    for (Wanted.WantedArtifact wanted : new Wanted(owner.state()).artifacts()) {
      if (underWay.add(wanted)) {
        resolve(wanted);
      }
    }
  }

  private void resolve(Wanted.WantedArtifact wanted) {
    String name = wanted.module() + "/" + wanted.artifact().name();
    Instant since = scheduler.clock().instant();
    parts
        .artifactCalls()
        .run(
            () ->
                parts
                    .artifacts()
                    .resolve(
                        spec(wanted.artifact()),
                        (artifact, text, done, total) ->
                            observations.downloads(
                                name, new Sightings.Download(since, text, done, total))))
        .compose(artifact -> ready(wanted, artifact))
        .recover(failure -> failed(wanted, failure))
        .onComplete(
            done -> {
              observations.downloaded(name);
              owner.execute(() -> underWay.remove(wanted));
            });
  }

  private Future<Void> ready(Wanted.WantedArtifact wanted, ResolvedArtifact artifact) {
    ArtifactAnswer answer =
        new ArtifactAnswer(wanted.artifact().name(), artifact.tree().hex(), artifact.bytes());
    return owner.decide(
        (mind, at) -> {
          mind.artifactReady(at, wanted.deployment(), wanted.module(), answer);
          return null;
        });
  }

  private Future<Void> failed(Wanted.WantedArtifact wanted, Throwable failure) {
    log.warn("{}: artifact {} failed", owner.name(), wanted.artifact().name(), failure);
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return owner.decide(
        (mind, at) -> {
          mind.artifactFailed(
              at, wanted.deployment(), wanted.module(), wanted.artifact().name(), reason);
          return null;
        });
  }

  private static ArtifactSpec spec(ArtifactRule rule) {
    return new ArtifactSpec(
        rule.name(),
        rule.path(),
        rule.urls(),
        new Checksum(rule.sha256(), rule.sha512()),
        new MavenClosure(
            rule.coordinates(),
            rule.boms(),
            rule.excludes(),
            rule.unzips().stream()
                .map(u -> new MavenClosure.Unzip(u.coordinate(), u.path(), u.to()))
                .toList()),
        rule.unpack(),
        rule.strip());
  }
}
