package org.muster.coordinator.core.state;

import java.time.Instant;
import java.util.Optional;
import org.muster.coordinator.core.event.StepRef;
import org.muster.coordinator.core.plan.StepTemplate;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;

/** One step of a deployment, with its newest attempt. Changed by its deployment only. */
public final class StepCell {
  private final NodeId node;
  private final StepTemplate template;
  private StepStatus status = StepStatus.WAITING;
  private int attempt;
  private int failures;
  private boolean isStarted;
  private int barriersWaitedFor;
  private Instant since;
  private Instant startedAt;
  private StepResult result;
  private String skipReason = "";

  StepCell(NodeId node, StepTemplate template, Instant at) {
    this.node = node;
    this.template = template;
    this.since = at;
  }

  static StepCell of(ClusterImage.Cell image, NodeId node, StepTemplate template) {
    StepCell cell = new StepCell(node, template, image.since());
    cell.status = image.status();
    cell.attempt = image.attempt();
    cell.failures = image.failures();
    cell.isStarted = image.isStarted();
    cell.barriersWaitedFor = image.barriersWaitedFor();
    cell.startedAt = image.startedAt();
    cell.result = image.result();
    cell.skipReason = image.skipReason();
    return cell;
  }

  ClusterImage.Cell image() {
    return new ClusterImage.Cell(
        template.id(),
        status,
        attempt,
        failures,
        isStarted,
        barriersWaitedFor,
        since,
        startedAt,
        result,
        skipReason);
  }

  public NodeId node() {
    return node;
  }

  public StepTemplate template() {
    return template;
  }

  public StepStatus status() {
    return status;
  }

  /** 0 before the first. */
  public int attempt() {
    return attempt;
  }

  /** Failed attempts that count against the retries. */
  public int failures() {
    return failures;
  }

  /** Whether the node said that a process of this attempt runs. */
  public boolean isStarted() {
    return isStarted;
  }

  /** Whether it only waits at a barrier, and so needs no slot. */
  public boolean isAtBarrier() {
    return barriersWaitedFor > 0;
  }

  /** When it came into its status. */
  public Instant since() {
    return since;
  }

  public Optional<Instant> startedAt() {
    return Optional.ofNullable(startedAt);
  }

  /** Of the newest attempt that ended. */
  public Optional<StepResult> result() {
    return Optional.ofNullable(result);
  }

  public String skipReason() {
    return skipReason;
  }

  public StepRef ref() {
    return new StepRef(node, template.module(), template.phase());
  }

  void assign(int number, Instant at) {
    attempt = number;
    isStarted = false;
    startedAt = null;
    barriersWaitedFor = 0;
    move(StepStatus.ASSIGNED, at);
  }

  void run(Instant started, Instant at) {
    isStarted = true;
    startedAt = started;
    move(StepStatus.RUNNING, at);
  }

  void end(StepResult ended, boolean willRetry, Instant at) {
    result = ended;
    startedAt = ended.startedAt();
    barriersWaitedFor = 0;
    if (ended.outcome() == StepOutcome.FAILED || ended.outcome() == StepOutcome.UNKNOWN) {
      failures++;
    }
    move(willRetry ? StepStatus.WAITING : statusOf(ended.outcome()), at);
  }

  void lose(Instant at) {
    move(StepStatus.UNKNOWN, at);
  }

  /** The node is back: what its journal says decides. */
  void expectAgain(Instant at) {
    move(isStarted ? StepStatus.RUNNING : StepStatus.ASSIGNED, at);
  }

  void skip(String reason, Instant at) {
    skipReason = reason;
    move(StepStatus.SKIPPED, at);
  }

  void cancel(Instant at) {
    move(StepStatus.CANCELLED, at);
  }

  void reset(Instant at) {
    failures = 0;
    skipReason = "";
    move(StepStatus.WAITING, at);
  }

  void waitAtBarrier(int change) {
    barriersWaitedFor = Math.max(0, barriersWaitedFor + change);
  }

  private void move(StepStatus next, Instant at) {
    status = next;
    since = at;
  }

  private static StepStatus statusOf(StepOutcome outcome) {
    return switch (outcome) {
      case SUCCEEDED -> StepStatus.SUCCEEDED;
      case CANCELLED -> StepStatus.CANCELLED;
      case UNKNOWN, NOT_STARTED, FAILED -> StepStatus.FAILED;
    };
  }
}
