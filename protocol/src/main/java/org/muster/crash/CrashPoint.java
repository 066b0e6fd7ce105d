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
  JOURNAL_APPEND(Process.COORDINATOR, "Journal.append"),
  JOURNAL_READ(Process.COORDINATOR, "Journal.read"),
  PROVIDER_LAUNCH(Process.COORDINATOR, "Provider.launch"),
  PROVIDER_TERMINATE(Process.COORDINATOR, "Provider.terminate"),
  PROVIDER_FORGET(Process.COORDINATOR, "Provider.forget"),
  JOIN_DECIDE(Process.COORDINATOR, "JoinDesk.decide"),
  AGENT_HELLO(Process.COORDINATOR, "AgentEvents.connected"),
  AGENT_MESSAGE(Process.COORDINATOR, "AgentEvents.received"),
  MESSAGE_TO_AGENT(Process.COORDINATOR, "AgentConnection.send"),
  UPLOAD_KEEP(Process.COORDINATOR, "TreeUploads.keep"),
  NODE_RECORDED(Process.COORDINATOR),
  AGENT_SPAWNED(Process.COORDINATOR),

  IDENTITY_REPLACE(Process.AGENT, "IdentityStore.replace"),
  STEPS_ADOPTED(Process.AGENT),
  COORDINATOR_MESSAGE(Process.AGENT, "LinkEvents.received"),
  EPOCH_REMEMBER(Process.AGENT, "Action.RememberEpoch"),
  INTENT_RECORD(Process.AGENT, "Action.RecordIntent"),
  STEP_PREPARED(Process.AGENT, "StepEvents.prepared"),
  RUNNER_START(Process.AGENT, "Action.Start"),
  RUNNER_STARTED(Process.AGENT, "StepEvents.started"),
  REQUEST_ASKED(Process.AGENT, "StepEvents.asked"),
  REQUEST_ANSWER(Process.AGENT, "Action.Answer"),
  VARIABLE_EXPORT(Process.AGENT, "Action.Export"),
  EXIT_SEEN(Process.AGENT),
  MARKER_LEFT(Process.AGENT),
  RESULT_KEPT(Process.AGENT, "StepEvents.ended"),
  MESSAGE_TO_COORDINATOR(Process.AGENT, "Action.Send"),
  RESULT_STORED_MARK(Process.AGENT, "Action.MarkStored"),

  /** Named in {@code runner.bash}. */
  RUNNER_LOCKED(Process.RUNNER),
  RUNNER_RECORDED(Process.RUNNER),
  SCRIPT_ENDED(Process.RUNNER),
  EXIT_WRITTEN(Process.RUNNER);

  /** Who dies. */
  public enum Process {
    COORDINATOR,
    AGENT,
    RUNNER
  }

  /** On which side of the point. */
  public enum Moment {
    BEFORE,
    AFTER
  }

  private final Process process;
  private final String call;

  CrashPoint(Process process) {
    this(process, "");
  }

  /** A call of {@code Port.method}, which has two sides. */
  CrashPoint(Process process, String call) {
    this.process = process;
    this.call = call;
  }

  public Process process() {
    return process;
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
