package org.muster.agent.core;

import java.util.List;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.CoordinatorMessage.Briefing;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;

/** What the agent wants done next, in the order in which it has to be done. */
public sealed interface Action {

  /**
   * Makes the highest epoch seen durable, before anything of that epoch is obeyed; answered by
   * remembered or notRemembered.
   *
   * @param message what was said in it first, which waits until then
   */
  record RememberEpoch(long epoch, CoordinatorMessage message) implements Action {}

  /**
   * Makes the intent of an attempt durable; answered by recorded or ended.
   *
   * @param marker what the attempt leaves behind when it succeeds; empty for none
   */
  record RecordIntent(RunStep command, String marker) implements Action {}

  /** Brings modules, overlays and templates into place; answered by prepared or ended. */
  record Prepare(RunStep command, Briefing briefing) implements Action {}

  /** Starts the process of a prepared attempt; answered by started or ended. */
  record Start(StepKey step, Briefing briefing) implements Action {}

  /** Ends an attempt that has no process, with a durable result; answered by ended. */
  record Conclude(StepKey step, StepOutcome outcome, String reason) implements Action {}

  /** Makes the verdict durable, then ends all processes of the attempt; answered by ended. */
  record Kill(StepKey step, StepOutcome outcome, String reason) implements Action {}

  /** Answers a request of a script. */
  record Answer(StepKey step, String request, boolean granted, String text) implements Action {}

  /** Does for a script what this node can do with its briefing, and answers it. */
  record Serve(StepKey step, String request, Request.Briefed wish, Briefing briefing)
      implements Action {}

  /** Keeps a variable for later steps, and answers the script. */
  record Export(StepKey step, String request, String name, String value) implements Action {}

  /** Adds a line to the output of an attempt, for people. */
  record Note(StepKey step, String line) implements Action {}

  /** Remembers that the coordinator has the result. */
  record MarkStored(StepKey step) implements Action {}

  /** Deletes what the node keeps of finished attempts. */
  record Forget(List<StepKey> steps) implements Action {
    public Forget {
      steps = List.copyOf(steps);
    }
  }

  /** Says something to the coordinator; only asked for while there is a connection. */
  record Send(AgentMessage message) implements Action {}

  /** Leaves this connection: its coordinator has been deposed. */
  record Leave(String reason) implements Action {}

  /** Tells the operator of the node. */
  record Warn(String sentence) implements Action {}
}
