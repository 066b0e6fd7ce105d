package org.muster.coordinator.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muster.coordinator.artifact.Store;
import org.muster.coordinator.core.state.ClusterImage;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Codec;
import org.muster.protocol.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes, once in an hour, what nobody needs to go on and what the retention does not keep. */
final class Housekeeping {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration FIRST_AFTER = Duration.ofMinutes(10);
  private static final Duration EVERY = Duration.ofHours(1);
  private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{64}\\b");

  private final ClusterKit kit;
  private final Services services;
  private final Upkeep upkeep;
  private final JsonMapper json = Codec.configured(JsonMapper.builder()).build();
  private volatile boolean isClosed;

  Housekeeping(ClusterKit kit, Services services, Upkeep upkeep) {
    this.kit = kit;
    this.services = services;
    this.upkeep = upkeep;
  }

  void begin() {
    later(FIRST_AFTER);
  }

  void close() {
    isClosed = true;
  }

  private void later(Duration wait) {
    kit.owner().scheduler().after(wait, this::roundUnlessClosed);
  }

  void roundUnlessClosed() {
    if (!isClosed) {
      round().onComplete(done -> later(EVERY));
    }
  }

  /** Each part goes on when another fails. */
  Future<Void> round() {
    List<Future<?>> parts = new ArrayList<>();
    services.all().forEach(service -> parts.add(forget(service.owner())));
    parts.add(sweepLogs());
    parts.add(sweepArtifacts());
    return Future.join(parts)
        .<Void>mapEmpty()
        .onFailure(failure -> log.warn("tidying up failed in part", failure));
  }

  private Future<Void> forget(ClusterOwner owner) {
    return owner
        .decide(
            (mind, at) -> {
              mind.forget(at, at.minus(upkeep.retention().destroyed()));
              return null;
            })
        .compose(decided -> owner.look(state -> owner.beginning()))
        .compose(beginning -> beginning > 1 ? discard(owner, beginning) : Future.succeededFuture());
  }

  private Future<Void> discard(ClusterOwner owner, long beginning) {
    return kit.owner()
        .journalCalls()
        .run(
            () -> {
              kit.owner().journal().discardBefore(owner.name().value(), beginning);
              return null;
            });
  }

  private Future<Void> sweepLogs() {
    return kit.parts()
        .logCalls()
        .run(
            () -> {
              Retention retention = upkeep.retention();
              kit.logs().sweep(now().minus(retention.logs()), retention.logBytes());
              return null;
            });
  }

  /** Only when all clusters could be asked: what one of them uses must stay. */
  private Future<Store.Swept> sweepArtifacts() {
    List<Future<ClusterImage>> images = new ArrayList<>();
    services.all().forEach(service -> images.add(service.owner().look(ClusterState::image)));
    Instant usedSince = now().minus(upkeep.retention().artifacts());
    return Future.all(images)
        .compose(
            all ->
                kit.parts()
                    .artifactCalls()
                    .run(
                        () ->
                            upkeep
                                .store()
                                .sweep(
                                    hashesIn(images.stream().map(Future::result).toList()),
                                    usedSince)))
        .onSuccess(
            swept ->
                log.info("removed {} trees and {} bytes of files", swept.trees(), swept.bytes()));
  }

  /** All that looks like a hash: rather too much is kept than too little. */
  private Set<Sha256> hashesIn(List<ClusterImage> images) {
    Set<Sha256> hashes = new HashSet<>();
    for (ClusterImage image : images) {
      Matcher found = HASH.matcher(text(image));
      while (found.find()) {
        hashes.add(new Sha256(found.group()));
      }
    }
    return hashes;
  }

  private String text(ClusterImage image) {
    try {
      return json.writeValueAsString(image);
    } catch (JsonProcessingException e) {
      throw new MusterException(ErrorCode.INTERNAL, "writing a state", e);
    }
  }

  private Instant now() {
    return kit.owner().scheduler().clock().instant();
  }
}
