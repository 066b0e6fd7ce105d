package org.muster.coordinator.cli;

import java.util.Locale;

/** A timeline as one page that needs nothing else. Pure. */
final class TimelinePage {
  private static final int ROW = 22;
  private static final int NAMES = 320;
  private static final int CHART = 900;

  private TimelinePage() {}

  static String of(String cluster, Timeline timeline) {
    StringBuilder rows = new StringBuilder();
    int y = ROW;
    for (Timeline.Bar bar : timeline.bars()) {
      rows.append(row(timeline, bar, y));
      y += ROW;
    }
    String title = "%s: %s".formatted(escaped(cluster), timeline.lines(80).get(0));
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <title>%1$s</title>
    <style>
      body { font: 14px system-ui, sans-serif; margin: 1em; color: #222; background: #fff }
      rect { fill: #2a7 } .running { fill: #59d } .failed, .unknown { fill: #c33 }
      .critical { stroke: #a60; stroke-width: 2 }
      .baked { fill: #9c9 } .cancelled, .skipped { fill: #aaa }
      @media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818 } text { fill: #ddd } }
    </style>
    <h1>%1$s</h1>
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %2$d %3$d" role="img" aria-label="%1$s"
      font-size="12">
    %4$s</svg>
    """
        .formatted(title, NAMES + CHART + 120, y + ROW, rows);
  }

  private static String row(Timeline timeline, Timeline.Bar bar, int y) {
    double from = NAMES + timeline.position(bar.from()) * CHART;
    double to = NAMES + timeline.position(bar.to()) * CHART;
    return String.format(
        Locale.ROOT,
        "<text x=\"0\" y=\"%d\">%s</text><rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\""
            + " height=\"14\"/><text x=\"%.1f\" y=\"%d\">%s</text>%n",
        y,
        escaped((bar.isCritical() ? "* " : "") + bar.node() + "  " + bar.step()),
        escaped(bar.state()) + (bar.isCritical() ? " critical" : ""),
        from,
        y - 11,
        Math.max(1, to - from),
        to + 4,
        y,
        escaped(Timeline.time(bar)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
