package org.muster.coordinator.journal;

/** Somebody else appended first: this process no longer owns the cluster, and must step down. */
public final class JournalConflictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JournalConflictException(String cluster, long seq) {
    super(
        "row %d of cluster '%s' was written by another coordinator, which owns it now"
            .formatted(seq, cluster));
  }
}
