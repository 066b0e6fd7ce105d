package org.muster.simulation;

/**
 * Something that goes wrong.
 *
 * @param at when, in milliseconds; for a death at a point: from when on
 * @param node which node, by the order in which they boot
 * @param point only for {@link Kind#DEATH_AT_POINT}
 * @param nth at which passage of the point
 * @param lasting for how long, where that makes sense; a dead program is started again after it
 */
record Fault(Kind kind, long at, int node, Point point, int nth, long lasting) {

  /** What goes wrong. */
  enum Kind {
    DEATH_AT_POINT,
    COORDINATOR_DIES,
    COORDINATOR_STOPS,
    COORDINATOR_IS_REPLACED,
    COORDINATOR_DISK_FULL,
    COORDINATOR_LOGS_FULL,
    APPEND_UNCLEAR,
    COORDINATOR_CLOCK_JUMPS,
    AGENT_DIES,
    AGENT_STOPS,
    AGENT_CLOCK_JUMPS,
    CONNECTION_BREAKS,
    PARTITION,
    ALL_PARTITIONED,
    NODE_REBOOTS,
    NODE_DIES,
    NODE_IS_TAKEN_BACK,
    NODE_MAY_BE_TAKEN_BACK,
    NODE_FORGETS,
    NODE_IS_SLOW,
    RUNNER_DIES,
    NODE_DISK_FULL,
    TORN_EXIT,
    PROVIDER_DOWN,
    PROVIDER_REFUSES
  }

  @Override
  public String toString() {
    String where = kind == Kind.DEATH_AT_POINT ? " %s, passage %d,".formatted(point, nth) : "";
    return "%s%s at %d ms, node %d, for %d ms".formatted(kind, where, at, node, lasting);
  }
}
