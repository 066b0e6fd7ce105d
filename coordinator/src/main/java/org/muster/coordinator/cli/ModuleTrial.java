package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.muster.coordinator.cli.Watch.Ending;
import org.muster.coordinator.core.spec.DeployRequest;
import org.muster.coordinator.core.view.DeploymentView;

/**
 * The test of a module: all its phases, with those of what it requires, twice on fresh nodes. The
 * second time must change nothing.
 */
final class ModuleTrial {
  private static final List<String> PHASES = List.of("init", "setup", "test", "run");

  private final Session session;
  private final ApiClient api;
  private final TrialInputs inputs;

  ModuleTrial(Session session, ApiClient api, TrialInputs inputs) {
    this.session = requireNonNull(session, "session is null").forTrial();
    this.api = requireNonNull(api, "api is null");
    this.inputs = requireNonNull(inputs, "inputs is null");
  }

  TrialReport run(String module, Map<String, String> trees) {
    String name = "module-test-" + module;
    String isolation = inputs.isolation();
    if (isolation.isEmpty()) {
      isolation =
          new TrialNodes(session, api).choose(kind -> inputs.request(name, module, kind, trees));
    }
    try (TrialCluster cluster = TrialCluster.begin(session, api, name, inputs.isKept())) {
      Begun launch =
          api.post("/clusters", inputs.request(name, module, isolation, trees), Begun.class);
      return twice(module, isolation, cluster.name(), launch.deployment());
    }
  }

  private TrialReport twice(String module, String isolation, String cluster, String launch) {
    DeploymentView first = end(cluster, launch);
    if (!first.state().equals("succeeded")) {
      return new TrialReport(module, isolation, first.state(), 0, 0, Collections.emptySortedMap());
    }
    Fingerprints fingerprints = new Fingerprints(session, api);
    fingerprints.note(cluster);
    DeployRequest again = new DeployRequest(List.of(), PHASES, Map.of(), Map.of(), true);
    String path = "/clusters/%s/deployments".formatted(cluster);
    DeploymentView second = end(cluster, api.post(path, again, Begun.class).deployment());
    SortedMap<String, List<NodeChange>> changes = Collections.emptySortedMap();
    String state = second.state();
    if (state.equals("succeeded")) {
      changes = fingerprints.changes(cluster);
      state = changes.isEmpty() ? "passed" : "changed";
    }
    return new TrialReport(module, isolation, state, millis(first), millis(second), changes);
  }

  /** Waits for the end; what failed is said here, since the nodes with their logs go. */
  private DeploymentView end(String cluster, String deployment) {
    Ending ending = new Watch(session, api, cluster).untilOver(deployment);
    DeploymentView view = ending.deployment();
    if (!view.state().equals("succeeded")) {
      session.screen().note(Headline.of(view, ending.cluster().at()) + ".");
      FailureLines.of(view.failures(), Layout.PLAIN).forEach(session.screen()::note);
    }
    return view;
  }

  private static long millis(DeploymentView deployment) {
    return Text.between(deployment.startedAt(), deployment.finishedAt()).toMillis();
  }
}
