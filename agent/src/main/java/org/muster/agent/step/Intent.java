package org.muster.agent.step;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.muster.protocol.CoordinatorMessage.RunStep;

/**
 * What an attempt is going to do; durable before anything of it happens.
 *
 * @param marker what a successful {@code init} leaves behind; empty for none
 */
record Intent(RunStep command, Instant recordedAt, String marker) {
  Intent {
    requireNonNull(command, "command is null");
    requireNonNull(recordedAt, "recordedAt is null");
    marker = marker == null ? "" : marker;
  }
}
