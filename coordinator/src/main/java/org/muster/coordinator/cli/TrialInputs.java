package org.muster.coordinator.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.coordinator.core.spec.LaunchRequest;
import org.muster.coordinator.core.view.ImageView;
import org.muster.error.Problems;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** On what nodes a module is tested, and how. */
final class TrialInputs {
  private static final List<String> ISOLATIONS = List.of("container", "process");
  private static final int MOST_WORKERS = 100;

  @Option(
      names = "--isolation",
      paramLabel = "KIND",
      description =
          "Nodes that are a container or a process each; default: containers where they can be.")
  private String isolation = "";

  @Option(
      names = "--image",
      paramLabel = "NAME",
      description = "Boot the nodes, as containers, from this image of 'muster image build'.")
  private String image = "";

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many workers, beside one master (${DEFAULT-VALUE}).")
  private int workers;

  @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Set a variable.")
  private Map<String, String> variables = new LinkedHashMap<>();

  @Mixin private OwnModules ownModules;

  @Option(names = "--keep", description = "Leave the nodes for a look, whatever comes out.")
  private boolean keep;

  void check() {
    Problems problems = new Problems();
    if (!isolation.isEmpty() && !ISOLATIONS.contains(isolation)) {
      problems.add("the isolation is '%s' but must be container or process".formatted(isolation));
    }
    if (!image.isEmpty() && isolation.equals("process")) {
      problems.add("nodes that boot from an image are containers; leave --isolation out");
    }
    if (workers < 1 || workers > MOST_WORKERS) {
      problems.add("%d workers are asked for but 1 to %d can be".formatted(workers, MOST_WORKERS));
    }
    ownModules.check(problems);
    problems.throwIfAny("what the test needs from this machine");
    if (!image.isEmpty()) {
      ImageView.requireName(image);
    }
  }

  boolean isKept() {
    return keep;
  }

  /** Empty when nobody said. */
  String isolation() {
    return image.isEmpty() ? isolation : "container";
  }

  /** Sends the user's modules; the answer is their trees by name. */
  Map<String, String> sendModules(ApiClient api) {
    return OwnModules.send(ownModules.folders(), new Uploads(api));
  }

  /** A launch of the module and what it requires. */
  LaunchRequest request(
      String cluster, String module, String chosenIsolation, Map<String, String> trees) {
    return new LaunchRequest(
        cluster,
        spec(chosenIsolation),
        "the test",
        null,
        null,
        List.of(module),
        Map.of(),
        variables,
        Map.of(),
        Map.of(),
        trees,
        "",
        null);
  }

  private String spec(String chosenIsolation) {
    String boot = image.isEmpty() ? "" : ", image: " + image;
    return """
    provider: { kind: local, isolation: %s%s }
    groups: [{ role: master, count: 1, type: medium }, { role: worker, count: %d, type: small }]
    """
        .formatted(chosenIsolation, boot, workers);
  }
}
