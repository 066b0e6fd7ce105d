package org.muster.agent.step;

import java.time.Instant;
import org.muster.agent.core.Request;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepResult;

/** What becomes of steps. Always called on the agent's thread. */
public interface StepEvents {

  /** Everything that the attempt needs is in place. */
  void prepared(StepKey step);

  /** The attempt's process runs. */
  void started(StepKey step, Instant at);

  /** The attempt has a result, and the result is durable. */
  void ended(StepKey step, StepResult result);

  /** A script asks for something; the same request may come again after a restart. */
  void asked(StepKey step, String request, Request wish);

  /** A running script printed something new. */
  void printed(StepKey step, String lastLine);
}
