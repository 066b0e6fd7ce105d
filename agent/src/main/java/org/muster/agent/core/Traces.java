package org.muster.agent.core;

import java.util.Optional;
import org.muster.protocol.StepResult;

/** What an attempt has left on its node, whoever left it. Only asked for what matters. */
public interface Traces {
  boolean hasIntent();

  Optional<StepResult> result();

  /** Whether a runner lives. */
  boolean hasLivingRunner();

  /** Whether a runner has said that it began; what it says first. */
  boolean hasRunner();

  /** Whether a runner has said how the script ended; what it says last. */
  boolean hasExit();

  /** Whether processes of the attempt are left, other than its runner. */
  boolean hasProcesses();

  Optional<Verdict> verdict();

  /** Makes sure that no runner can start any more; false when one lives now. */
  boolean voidUnlessHeld();
}
