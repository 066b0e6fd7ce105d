package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.muster.coordinator.cli.ApiClient.LogPiece;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.StepView;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Phase;
import org.muster.time.Pause;

/** What the applications of a deployment had to say: the lines that their scripts marked. */
final class Results {
  private static final String MARK = "muster: ";
  private static final String BARRIER = MARK + "barrier ";
  private static final int MOST_BYTES = 4 << 20;
  private static final int MOST_LOOKS = 20;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final ApiClient api;
  private final Pause pause;
  private final String cluster;

  Results(ApiClient api, Pause pause, String cluster) {
    this.api = requireNonNull(api, "api is null");
    this.pause = requireNonNull(pause, "pause is null");
    this.cluster = requireNonNull(cluster, "cluster is null");
  }

  List<String> of(String deployment) {
    String path = "/clusters/%s/deployments/%s".formatted(cluster, deployment);
    List<String> results = new ArrayList<>();
    for (StepView step : api.get(path, DeploymentView.class).steps()) {
      if (step.phase() == Phase.RUN && step.key() != null && step.state().equals("succeeded")) {
        results.addAll(marked(log(step.key().toString())));
      }
    }
    return results;
  }

  static List<String> marked(String log) {
    return log.lines()
        .filter(line -> line.startsWith(MARK) && !line.startsWith(BARRIER))
        .map(line -> Text.plain(line.substring(MARK.length())))
        .toList();
  }

  /**
   * The log of a step that is over, up to a limit that no result should need. Its end may come a
   * moment later than the result; a log that never comes is no reason to fail.
   */
  private String log(String step) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long offset = 0;
    int looks = 0;
    try {
      while (bytes.size() < MOST_BYTES && looks < MOST_LOOKS) {
        LogPiece piece = api.log(cluster, step, offset);
        bytes.writeBytes(piece.data());
        offset = piece.offset() + piece.data().length;
        if (piece.isComplete()) {
          break;
        }
        if (piece.data().length == 0) {
          looks++;
          pause.of(BETWEEN_LOOKS);
        }
      }
    } catch (MusterException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
