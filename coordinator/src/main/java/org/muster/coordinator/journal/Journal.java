package org.muster.coordinator.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened to each cluster, in order, for good. All calls block, and may come from any thread.
 *
 * <p>Every method throws {@code MusterException} with STORAGE_FAILED when the store does not do as
 * it should; its sentence names the store and what to do.
 */
public interface Journal extends AutoCloseable {

  /**
   * Appends all drafts behind {@code after}, in one durable transaction: when it returns, they
   * survive a crash. The same call by the same writer may be repeated, and then changes nothing.
   *
   * @param after the last seq that the caller knows of; 0 for a new cluster
   * @throws JournalConflictException if somebody else wrote behind {@code after}: the caller is no
   *     longer the owner
   */
  void append(String cluster, long after, long epoch, Instant at, List<Draft> drafts);

  /** Up to {@code limit} rows behind {@code after}, in order, whether archived or not. */
  List<JournalRow> read(String cluster, long after, int limit);

  /** The names of all clusters that ever had a row, sorted. */
  List<String> clusters();

  /** The seq of the last row; 0 if there is none. */
  long lastSeq(String cluster);

  /** Keeps the state as it is after the row {@code seq}, which must exist. */
  void saveSnapshot(String cluster, long seq, String body);

  /** The snapshot with the highest seq. */
  Optional<Snapshot> latestSnapshot(String cluster);

  /**
   * Puts the rows up to {@code upToSeq} aside, so that recovery does not meet them. They stay
   * readable, and their numbers are never used again.
   *
   * @throws IllegalArgumentException if no snapshot covers them
   */
  void archive(String cluster, long upToSeq);

  /**
   * Removes the rows before {@code seq} for good, archived or not, and the snapshots of them. The
   * row {@code seq} must exist and stand for all of them.
   */
  void discardBefore(String cluster, long seq);

  /** How much is kept. */
  JournalSize size();

  @Override
  void close();
}
