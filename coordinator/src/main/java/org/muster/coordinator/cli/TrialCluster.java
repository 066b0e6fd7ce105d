package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.muster.coordinator.core.view.ClusterSummary;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** The cluster of a test: it goes when the test does, however that ends, unless it is kept. */
final class TrialCluster implements AutoCloseable {
  private final Session session;
  private final ApiClient api;
  private final String name;
  private final boolean isKept;
  private final Thread farewell;

  private TrialCluster(Session session, ApiClient api, String name, boolean isKept) {
    this.session = requireNonNull(session, "session is null");
    this.api = requireNonNull(api, "api is null");
    this.name = requireNonNull(name, "name is null");
    this.isKept = isKept;
    this.farewell = new Thread(this::leave, "end-of-test");
  }

  /** Makes room for the cluster: one of that name can only be of an earlier test. */
  static TrialCluster begin(Session session, ApiClient api, String name, boolean isKept) {
    TrialCluster cluster = new TrialCluster(session, api, name, isKept);
    if (cluster.isThere()) {
      cluster.destroy();
    }
    Runtime.getRuntime().addShutdownHook(cluster.farewell);
    return cluster;
  }

  String name() {
    return name;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(farewell);
    } catch (IllegalStateException e) {
      return; // the process is ending already: then the farewell does it
    }
    if (!isThere()) {
      return; // it was refused
    }
    if (isKept) {
      sayKept();
    } else {
      destroy();
    }
  }

  private void destroy() {
    api.delete("/clusters/" + name);
    new StateWatch(session, api, name).untilGone();
  }

  private boolean isThere() {
    return Arrays.stream(api.get("/clusters", ClusterSummary[].class))
        .anyMatch(cluster -> cluster.name().value().equals(name));
  }

  /** On Ctrl-C: the coordinator has to be asked only, it goes on without us. */
  private void leave() {
    if (isKept) {
      sayKept();
      return;
    }
    try {
      api.delete("/clusters/" + name);
      session.screen().note("\nThe test is interrupted; %s is being destroyed.".formatted(name));
    } catch (MusterException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        session.screen().note("\n%s stays: %s. Type 'muster destroy %s'.".formatted(name, e, name));
      }
    }
  }

  private void sayKept() {
    session
        .screen()
        .note(
            "%1$s stays for a look, until 'muster destroy %1$s' or the next test.".formatted(name));
  }
}
