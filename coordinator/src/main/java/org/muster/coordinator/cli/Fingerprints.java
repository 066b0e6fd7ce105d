package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.coordinator.core.spec.CommandRequest;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * What scripts change on the nodes of a cluster: noted and compared by a command on each, where the
 * notes stay, since a node has many files.
 */
final class Fingerprints {
  private static final String SCRIPT = "fingerprint.bash";
  private static final long SECONDS = 300;

  private final Session session;
  private final ApiClient api;

  Fingerprints(Session session, ApiClient api) {
    this.session = requireNonNull(session, "session is null");
    this.api = requireNonNull(api, "api is null");
  }

  void note(String cluster) {
    run(cluster, "note").values().forEach(NodeChange::parse);
  }

  /** What has changed since it was noted, for every node where something has. */
  SortedMap<String, List<NodeChange>> changes(String cluster) {
    SortedMap<String, List<NodeChange>> changes = new TreeMap<>();
    run(cluster, "compare")
        .forEach(
            (node, printed) -> {
              List<NodeChange> ofNode = NodeChange.parse(printed);
              if (!ofNode.isEmpty()) {
                changes.put(node, ofNode);
              }
            });
    return changes;
  }

  private Map<String, String> run(String cluster, String verb) {
    List<String> command = List.of("bash", "-c", script(), "fingerprint", verb);
    Map<String, String> printed = new TreeMap<>();
    for (NodeRun run :
        new CommandRun(session, api, cluster)
            .collect(new CommandRequest(command, "", "", SECONDS, ""))) {
      if (!run.state().equals("succeeded")) {
        throw new MusterException(
            ErrorCode.STEP_FAILED,
            "the fingerprint of %s could not be taken (%s): %s"
                .formatted(run.node(), run.state(), Text.shortened(run.output(), 400)));
      }
      printed.put(run.node(), run.output());
    }
    return printed;
  }

  private static String script() {
    try (InputStream text = Fingerprints.class.getResourceAsStream(SCRIPT)) {
      if (text == null) {
        throw new IllegalStateException(SCRIPT + " is missing in our own jar");
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + SCRIPT, e);
    }
  }
}
