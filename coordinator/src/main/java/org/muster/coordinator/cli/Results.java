package org.muster.coordinator.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.muster.coordinator.cli.ApiClient.LogPiece;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.StepView;
import org.muster.protocol.Phase;

/** What the applications of a deployment had to say: the lines that their scripts marked. */
final class Results {
  private static final String MARK = "muster: ";
  private static final String BARRIER = MARK + "barrier ";
  private static final int MOST_BYTES = 4 << 20;

  private Results() {}

  static List<String> of(ApiClient api, String cluster, String deployment) {
    String path = "/clusters/%s/deployments/%s".formatted(cluster, deployment);
    List<String> results = new ArrayList<>();
    for (StepView step : api.get(path, DeploymentView.class).steps()) {
      if (step.phase() == Phase.RUN && step.key() != null && step.state().equals("succeeded")) {
        results.addAll(marked(log(api, cluster, step.key().toString())));
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

  /** The whole log of a step that is over, up to a limit that no result should need. */
  static String log(ApiClient api, String cluster, String step) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long offset = 0;
    while (bytes.size() < MOST_BYTES) {
      LogPiece piece = api.log(cluster, step, offset);
      bytes.writeBytes(piece.data());
      offset = piece.offset() + piece.data().length;
      if (piece.isComplete() || piece.data().length == 0) {
        break;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
