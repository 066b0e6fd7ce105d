package org.muster.coordinator.flow;

import java.nio.file.Path;

/** What is kept of clusters, and in which form. */
public record Keeping(EventFormat events, StepLogs logs, SecretValues secrets) {

  /** JSON in the journal, and files below the home of the coordinator. */
  public static Keeping in(Path home) {
    return new Keeping(
        new EventJson(), new LogStore(home.resolve("logs")), new Secrets(home.resolve("secrets")));
  }
}
