package org.muster.ec2.books;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A snapshot, which is made with an image. */
public final class SnapshotEntry extends Resource {
  /**
   * What it is of.
   *
   * @param volume its id
   */
  public record Origin(
      String owner, String volume, int gibibytes, boolean isEncrypted, String description) {}

  private final Origin origin;
  private final Making making;

  SnapshotEntry(String id, Instant madeAt, Map<String, String> tags, Origin origin, Making making) {
    super(id, madeAt, tags);
    this.origin = origin;
    this.making = making;
  }

  public Origin origin() {
    return origin;
  }

  /** In EC2's words. */
  public String stateAt(Instant time) {
    if (making.isUnderWay(time)) {
      return "pending";
    }
    return making.hasFailed(time) ? "error" : "completed";
  }

  public Optional<Instant> completedAt(Instant time) {
    return making.hasFailed(time) ? Optional.empty() : making.endedAt(time);
  }
}
