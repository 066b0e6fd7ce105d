package org.muster.ec2.books;

import java.time.Instant;
import java.util.Optional;

/** What takes its time and may fail: an image with its snapshots. */
final class Making {
  private Instant endsAt = Instant.MAX;
  private String failure = "";

  /** Of what was always there. */
  static Making done() {
    Making made = new Making();
    made.endsAt = Instant.MIN;
    return made;
  }

  void end(Instant at) {
    endsAt = at;
  }

  void fail(Instant at, String why) {
    endsAt = at;
    failure = why;
  }

  boolean isUnderWay(Instant at) {
    return endsAt.isAfter(at);
  }

  boolean hasFailed(Instant at) {
    return !isUnderWay(at) && !failure.isEmpty();
  }

  Optional<String> failure(Instant at) {
    return hasFailed(at) ? Optional.of(failure) : Optional.empty();
  }

  Optional<Instant> endedAt(Instant at) {
    return isUnderWay(at) || endsAt.equals(Instant.MIN) ? Optional.empty() : Optional.of(endsAt);
  }
}
