package org.muster.agent.step;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** How the script ended, as the runner itself wrote it down. */
record ExitRecord(int exitCode, Instant startedAt, Instant finishedAt) {
  ExitRecord {
    requireNonNull(startedAt, "startedAt is null");
    requireNonNull(finishedAt, "finishedAt is null");
  }
}
