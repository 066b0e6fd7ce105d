package org.muster.agent.core;

import java.util.EnumMap;
import java.util.Map;

/**
 * The life of an attempt on its node.
 *
 * <pre>
 *   QUEUED --RECORD--> PREPARING --PREPARED--> READY --LAUNCH--> STARTING --STARTED--> RUNNING
 *      |                   |                     |                  |                    |
 *      +------STOP---------+--------STOP---------+--> CONCLUDING    +------STOP----------+--> STOPPING
 *      +------END----------+---------END---------+--------+---------+-------END----------+------END---> FINISHED
 * </pre>
 *
 * Up to QUEUED nothing is durable: a lost connection takes the attempt with it. READY waits for a
 * connection, since an agent without contact starts nothing. CONCLUDING will never have a process:
 * its result becomes durable as soon as the disk takes it.
 */
enum StepLife {
  QUEUED,
  PREPARING,
  READY,
  CONCLUDING,
  STARTING,
  RUNNING,
  STOPPING,
  FINISHED;

  enum Event {
    RECORD,
    PREPARED,
    LAUNCH,
    STARTED,
    STOP,
    END
  }

  static final Map<StepLife, Map<Event, StepLife>> TRANSITIONS = transitions();

  boolean isEnding() {
    return this == CONCLUDING || this == STOPPING;
  }

  boolean hasProcess() {
    return this == STARTING || this == RUNNING || this == STOPPING;
  }

  StepLife on(Event event) {
    StepLife next = TRANSITIONS.getOrDefault(this, Map.of()).get(event);
    if (next == null) {
      throw new IllegalStateException("a step that is %s cannot %s".formatted(this, event));
    }
    return next;
  }

  private static Map<StepLife, Map<Event, StepLife>> transitions() {
    Map<StepLife, Map<Event, StepLife>> table = new EnumMap<>(StepLife.class);
    table.put(QUEUED, Map.of(Event.RECORD, PREPARING, Event.STOP, CONCLUDING, Event.END, FINISHED));
    table.put(
        PREPARING, Map.of(Event.PREPARED, READY, Event.STOP, CONCLUDING, Event.END, FINISHED));
    table.put(READY, Map.of(Event.LAUNCH, STARTING, Event.STOP, CONCLUDING, Event.END, FINISHED));
    table.put(CONCLUDING, Map.of(Event.END, FINISHED));
    table.put(STARTING, Map.of(Event.STARTED, RUNNING, Event.STOP, STOPPING, Event.END, FINISHED));
    table.put(RUNNING, Map.of(Event.STOP, STOPPING, Event.END, FINISHED));
    // The report of a start may be overtaken by the order to stop.
    table.put(STOPPING, Map.of(Event.STARTED, STOPPING, Event.END, FINISHED));
    return Map.copyOf(table);
  }
}
