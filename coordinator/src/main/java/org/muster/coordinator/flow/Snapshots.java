package org.muster.coordinator.flow;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
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
  private static final String FORMAT = "2";

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
    String writtenIn = formatOf(snapshot.body());
    if (!writtenIn.equals(format)) {
      log.info(
          "{}: its snapshot is of another build ({}); all its events are read",
          snapshot.cluster(),
          writtenIn);
      return Optional.empty();
    }
    try {
      return Optional.of(new Found(snapshot.seq(), unpacked(snapshot.body())));
    } catch (IOException | IllegalArgumentException e) {
      log.warn("{}: its snapshot cannot be read; all its events are", snapshot.cluster(), e);
      return Optional.empty();
    }
  }

  private static String formatOf(String body) {
    int end = body.indexOf('\n');
    return end > 0 ? body.substring(0, end) : "an older format";
  }

  private Checkpoint unpacked(String body) throws IOException {
    byte[] packed = Base64.getDecoder().decode(body.substring(body.indexOf('\n') + 1));
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      Checkpoint checkpoint =
          json.readerFor(Checkpoint.class)
              .without(JsonParser.Feature.AUTO_CLOSE_SOURCE)
              .readValue(in);
      in.transferTo(OutputStream.nullOutputStream()); // to the checksum at its end
      return checkpoint;
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

  /**
   * The format in a line of its own, then JSON, packed: of thousands of nodes the plain text would
   * need as much of the heap as their state.
   */
  String text(Checkpoint checkpoint) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      json.writeValue(out, checkpoint);
    } catch (IOException e) {
      throw new MusterException(ErrorCode.INTERNAL, "writing a snapshot", e);
    }
    return checkpoint.format() + "\n" + Base64.getEncoder().encodeToString(packed.toByteArray());
  }
}
