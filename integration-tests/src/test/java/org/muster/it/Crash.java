package org.muster.it;

import org.muster.crash.CrashPoint;

/**
 * One process that ends at once, and where.
 *
 * @param process its file among the crash points: {@code coordinator}, a node, or a node's {@code
 *     .runner}
 * @param passage when it comes there for the how many-th time
 */
record Crash(String process, CrashPoint point, CrashPoint.Moment moment, int passage) {

  static Crash of(String process, CrashPoint point, int passage) {
    return new Crash(process, point, CrashPoint.Moment.AFTER, passage);
  }

  static Crash before(String process, CrashPoint point, int passage) {
    return new Crash(process, point, CrashPoint.Moment.BEFORE, passage);
  }

  /** How a file of crash points names the place. */
  String place() {
    return moment + " " + point;
  }

  @Override
  public String toString() {
    return "%s of %s, passage %d".formatted(place(), process, passage);
  }
}
