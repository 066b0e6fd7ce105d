package org.muster.agent.link;

import org.muster.protocol.StepKey;

/** Where the outputs of steps are. */
@FunctionalInterface
public interface LogOutputs {
  LogOutput of(StepKey step);
}
