package org.muster.agent.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.muster.protocol.AgentMessage.StepProgress;
import org.muster.protocol.StepKey;

/** What one attempt shows people, said at most once a second and only when it changed. */
final class ProgressReport {
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final int MAX_LINE = 500;

  private final StepKey step;
  private int percent = -1;
  private String text = "";
  private String lastLine = "";
  private String scriptWaitsFor = "";
  private String requestWaitsFor = "";
  private Optional<StepProgress> said = Optional.empty();
  private Instant saidAt = Instant.EPOCH;

  ProgressReport(StepKey step) {
    this.step = step;
  }

  /** What the script says of itself. */
  void hint(Request.Hint hint) {
    if (hint instanceof Request.Progress progress) {
      percent = progress.percent();
      text = shortened(progress.text());
    } else if (hint instanceof Request.Waiting waiting) {
      scriptWaitsFor = shortened(waiting.text());
    }
  }

  void lastLine(String line) {
    lastLine = shortened(line);
  }

  void requestWaitsFor(String what) {
    requestWaitsFor = shortened(what);
  }

  /** What to say now, if anything; it counts as said. */
  Optional<StepProgress> due(Instant now) {
    StepProgress current = current();
    if (!differs(current) || now.isBefore(saidAt.plus(PACE))) {
      return Optional.empty();
    }
    said = Optional.of(current);
    saidAt = now;
    return said;
  }

  /** When there will be something to say. */
  Optional<Instant> nextAt() {
    return differs(current()) ? Optional.of(saidAt.plus(PACE)) : Optional.empty();
  }

  /** A new connection has heard nothing yet. */
  void unsaid() {
    said = Optional.empty();
    saidAt = Instant.EPOCH;
  }

  private boolean differs(StepProgress current) {
    StepProgress silence = new StepProgress(step, -1, "", "", "");
    return !current.equals(said.orElse(silence));
  }

  private StepProgress current() {
    String waitingFor = requestWaitsFor.isEmpty() ? scriptWaitsFor : requestWaitsFor;
    return new StepProgress(step, percent, text, lastLine, waitingFor);
  }

  private static String shortened(String line) {
    return line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE - 1) + "…";
  }
}
