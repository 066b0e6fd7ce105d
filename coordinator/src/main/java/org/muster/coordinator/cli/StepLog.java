package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.muster.coordinator.cli.ApiClient.LogPiece;

/** The output of one step as it comes, in whole lines; what was lost on the way is marked. */
final class StepLog {
  private static final int MOST_KEPT = 8 << 20;

  private final ApiClient api;
  private final String cluster;
  private final String step;
  private final String prefix;
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private final StringBuilder kept = new StringBuilder();
  private long offset;
  private boolean isComplete;

  StepLog(ApiClient api, String cluster, String step, String prefix) {
    this.api = requireNonNull(api, "api is null");
    this.cluster = requireNonNull(cluster, "cluster is null");
    this.step = requireNonNull(step, "step is null");
    this.prefix = requireNonNull(prefix, "prefix is null");
  }

  String step() {
    return step;
  }

  boolean isComplete() {
    return isComplete;
  }

  /** All that was read, up to a limit. */
  String text() {
    return kept.toString();
  }

  /** The lines that are new since the last call, with the prefix. */
  List<String> read() {
    List<String> lines = new ArrayList<>();
    while (!isComplete) {
      LogPiece piece = api.log(cluster, step, offset);
      if (piece.offset() > offset) {
        lines.addAll(rest());
        lines.add("%s… %d bytes are missing here".formatted(prefix, piece.offset() - offset));
      }
      take(piece.data(), lines);
      offset = piece.offset() + piece.data().length;
      isComplete = piece.isComplete();
      if (piece.data().length == 0) {
        break;
      }
    }
    if (isComplete) {
      lines.addAll(rest());
    }
    return lines;
  }

  /** A last line without an end. */
  List<String> rest() {
    if (partial.size() == 0) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    endLine(lines);
    return lines;
  }

  private void take(byte[] data, List<String> lines) {
    for (byte next : data) {
      if (next == '\n') {
        endLine(lines);
      } else {
        partial.write(next);
      }
    }
  }

  private void endLine(List<String> lines) {
    String line = partial.toString(StandardCharsets.UTF_8);
    partial.reset();
    if (kept.length() < MOST_KEPT) {
      kept.append(line).append('\n');
    }
    lines.add(prefix + Text.plain(line));
  }
}
