package org.muster.coordinator.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.muster.coordinator.journal.Journal;
import org.muster.coordinator.journal.Snapshot;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;
import org.muster.protocol.Codec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots as the journal holds them. A snapshot is nothing but the fold of events by one program,
 * kept: another program folds the events, which are all still there, since it might fold them in
 * another way. Its methods block. Thread-safe.
 */
final class Snapshots {
  private static final Logger log = LoggerFactory.getLogger(Snapshots.class);
  private static final String FORMAT = "1";

  /** Rows that are put aside in one transaction, while nobody else can append. */
  private static final int ROWS_AT_ONCE = 1_000;

  private final Journal journal;
  private final String format;
  private final JsonMapper json = Codec.configured(JsonMapper.builder()).build();

  /**
   * Prepares nothing.
   *
   * @param build names this program: what it folds may differ from what another one does
   */
  Snapshots(Journal journal, String build) {
    this.journal = journal;
    this.format = FORMAT + "/" + build;
  }

  /** A checkpoint, and the row behind which the journal goes on. */
  record Found(long seq, Checkpoint checkpoint) {}

  String format() {
    return format;
  }

  /** The newest snapshot, if this program wrote it. */
  Optional<Found> find(ClusterName cluster) {
    return journal.latestSnapshot(cluster.value()).flatMap(this::read);
  }

  private Optional<Found> read(Snapshot snapshot) {
    try {
      String writtenIn = json.readTree(snapshot.body()).path("format").asText();
      if (!writtenIn.equals(format)) {
        log.info(
            "{}: its snapshot is of another build ({}); all its events are read",
            snapshot.cluster(),
            writtenIn);
        return Optional.empty();
      }
      return Optional.of(
          new Found(snapshot.seq(), json.readValue(snapshot.body(), Checkpoint.class)));
    } catch (JsonProcessingException e) {
      log.warn("{}: its snapshot cannot be read; all its events are", snapshot.cluster(), e);
      return Optional.empty();
    }
  }

  /** Keeps a snapshot, then puts the rows that it covers aside. */
  void save(ClusterName cluster, long seq, Checkpoint checkpoint, long coveredBefore) {
    journal.saveSnapshot(cluster.value(), seq, text(checkpoint));
    for (long upTo = coveredBefore; upTo < seq; ) {
      upTo = Math.min(seq, upTo + ROWS_AT_ONCE);
      journal.archive(cluster.value(), upTo);
    }
  }

  String text(Checkpoint checkpoint) {
    try {
      return json.writeValueAsString(checkpoint);
    } catch (JsonProcessingException e) {
      throw new MusterException(ErrorCode.INTERNAL, "writing a snapshot", e);
    }
  }
}
