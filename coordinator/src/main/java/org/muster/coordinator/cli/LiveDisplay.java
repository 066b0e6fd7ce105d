package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.DeploymentView;

/** Draws over its last picture, in one write, and only when something changed. */
final class LiveDisplay implements Display {
  // Asking for the size starts a program; people don't resize windows all the time.
  private static final int LOOKS_BETWEEN_SIZES = 8;

  private final Screen screen;
  private List<String> drawn = List.of();
  private Layout layout;
  private int looks;

  LiveDisplay(Screen screen) {
    this.screen = requireNonNull(screen, "screen is null");
    this.layout = screen.layout();
  }

  @Override
  public void show(ClusterView cluster, DeploymentView deployment) {
    looks++;
    if (looks % LOOKS_BETWEEN_SIZES == 0) {
      layout = screen.layout();
    }
    List<String> lines = new ArrayList<>();
    String title = Headline.of(cluster) + "; " + Headline.of(deployment, cluster.at());
    lines.add(Text.shortened(title, layout.width()));
    boolean isOver = deployment.finishedAt() != null;
    lines.addAll(
        isOver
            ? ProgressLines.withoutFailures(deployment, cluster.at(), layout)
            : ProgressLines.of(deployment, cluster.at(), layout));
    if (!lines.equals(drawn)) {
      screen.write(redrawing(drawn.size(), lines));
      drawn = List.copyOf(lines);
    }
  }

  @Override
  public void say(String sentence) {
    // Below the picture, which from here on is history.
    screen.write(sentence + "\n");
    drawn = List.of();
  }

  /** The characters that put the lines in the place of the last ones. */
  static String redrawing(int before, List<String> lines) {
    StringBuilder text = new StringBuilder();
    if (before > 0) {
      text.append("\033[").append(before).append('A');
    }
    for (String line : lines) {
      text.append('\r').append(line).append("\033[K\n");
    }
    return text.append("\033[J").toString();
  }
}
