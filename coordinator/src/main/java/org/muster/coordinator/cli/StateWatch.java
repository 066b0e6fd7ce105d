package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Waits until a cluster has come into a state, and says whenever it changes. */
final class StateWatch {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final Session session;
  private final String cluster;
  private ApiClient api;
  private String said = "";

  StateWatch(Session session, ApiClient api, String cluster) {
    this.session = requireNonNull(session, "session is null");
    this.api = requireNonNull(api, "api is null");
    this.cluster = requireNonNull(cluster, "cluster is null");
  }

  /** What a command that changes a state prints at its end. */
  static String result(Session session, String cluster, String state) {
    return session.isJson()
        ? "{\"cluster\": \"%s\", \"state\": \"%s\"}".formatted(cluster, state)
        : "%s is %s.".formatted(cluster, state);
  }

  void untilGone() {
    until(Set.of("destroyed"));
  }

  /** The state that it came into; {@code destroyed} when it is not there any more. */
  String until(Set<String> states) {
    try (Interruption interruption = session.interruption(cluster)) {
      interruption.arm();
      while (true) {
        String state = look();
        if (states.contains(state) || state.equals("destroyed")) {
          return state;
        }
        say(state);
        session.surroundings().pause().of(BETWEEN_LOOKS);
      }
    }
  }

  private String look() {
    try {
      return api.get("/clusters/" + cluster, ClusterView.class).state();
    } catch (MusterException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return "destroyed";
      }
      if (e.code() != ErrorCode.COORDINATOR_UNREACHABLE) {
        throw e;
      }
      api = session.apiAgain();
      return api.get("/clusters/" + cluster, ClusterView.class).state();
    }
  }

  private void say(String state) {
    if (!state.equals(said) && !session.isJson()) {
      session.screen().note("%s: %s".formatted(cluster, state));
      said = state;
    }
  }
}
