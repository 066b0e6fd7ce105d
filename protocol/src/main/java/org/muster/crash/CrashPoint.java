package org.muster.crash;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where something durable begins or ends, and a process may therefore be killed on purpose. A test
 * goes through all of them. Most are methods of a port, so that the code behind it knows nothing of
 * crashes.
 */
public enum CrashPoint {
  JOURNAL_APPEND(Victim.COORDINATOR, "Journal.append"),
  JOURNAL_READ(Victim.COORDINATOR, "Journal.read"),
  PROVIDER_LAUNCH(Victim.COORDINATOR, "Provider.launch"),
  PROVIDER_TERMINATE(Victim.COORDINATOR, "Provider.terminate"),
  PROVIDER_FORGET(Victim.COORDINATOR, "Provider.forget"),
  JOIN_DECIDE(Victim.COORDINATOR, "JoinDesk.decide"),
  AGENT_HELLO(Victim.COORDINATOR, "AgentEvents.connected"),
  AGENT_MESSAGE(Victim.COORDINATOR, "AgentEvents.received"),
  MESSAGE_TO_AGENT(Victim.COORDINATOR, "AgentConnection.send"),
  UPLOAD_KEEP(Victim.COORDINATOR, "TreeUploads.keep"),
  NODE_RECORDED(Victim.COORDINATOR),
  AGENT_SPAWNED(Victim.COORDINATOR),

  IDENTITY_REPLACE(Victim.AGENT, "IdentityStore.replace"),
  STEPS_ADOPTED(Victim.AGENT),
  COORDINATOR_MESSAGE(Victim.AGENT, "LinkEvents.received"),
  EPOCH_REMEMBER(Victim.AGENT, "Action.RememberEpoch"),
  INTENT_RECORD(Victim.AGENT, "Action.RecordIntent"),
  STEP_PREPARED(Victim.AGENT, "StepEvents.prepared"),
  RUNNER_START(Victim.AGENT, "Action.Start"),
  RUNNER_STARTED(Victim.AGENT, "StepEvents.started"),
  REQUEST_ASKED(Victim.AGENT, "StepEvents.asked"),
  REQUEST_ANSWER(Victim.AGENT, "Action.Answer"),
  VARIABLE_EXPORT(Victim.AGENT, "Action.Export"),
  EXIT_SEEN(Victim.AGENT),
  MARKER_LEFT(Victim.AGENT),
  RESULT_KEPT(Victim.AGENT, "StepEvents.ended"),
  MESSAGE_TO_COORDINATOR(Victim.AGENT, "Action.Send"),
  RESULT_STORED_MARK(Victim.AGENT, "Action.MarkStored"),

  /** Named in {@code runner.bash}. */
  RUNNER_LOCKED(Victim.RUNNER),
  RUNNER_RECORDED(Victim.RUNNER),
  SCRIPT_ENDED(Victim.RUNNER),
  EXIT_WRITTEN(Victim.RUNNER);

  /** Who dies. */
  public enum Victim {
    COORDINATOR,
    AGENT,
    RUNNER
  }

  /** On which side of the point. */
  public enum Moment {
    BEFORE,
    AFTER
  }

  private final Victim victim;
  private final String call;

  CrashPoint(Victim victim) {
    this(victim, "");
  }

  /** A call of {@code Port.method}, which has two sides. */
  CrashPoint(Victim victim, String call) {
    this.victim = victim;
    this.call = call;
  }

  public Victim victim() {
    return victim;
  }

  /** What is durable or not at this point: before it, after it, or only after it. */
  public List<Moment> moments() {
    return call.isEmpty() ? List.of(Moment.AFTER) : List.of(Moment.BEFORE, Moment.AFTER);
  }

  /** The point at a call, such as {@code Journal.append}. */
  static Optional<CrashPoint> ofCall(String call) {
    return Arrays.stream(values()).filter(point -> point.call.equals(call)).findFirst();
  }

  static boolean isPort(Class<?> type) {
    String prefix = type.getSimpleName() + ".";
    return type.isInterface()
        && Arrays.stream(values()).anyMatch(point -> point.call.startsWith(prefix));
  }
}
