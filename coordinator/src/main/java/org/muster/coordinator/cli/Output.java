package org.muster.coordinator.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Codec;

/** The two forms of a result: JSON for programs, and columns for people. */
final class Output {
  private Output() {}

  static String json(Object value) {
    try {
      JsonMapper json = Codec.configured(JsonMapper.builder()).build();
      return json.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new MusterException(ErrorCode.INTERNAL, "encoding the result", e);
    }
  }

  /** Rows in columns as wide as they must be; the last one as it comes. */
  static List<String> columns(List<List<String>> rows) {
    int count = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[count];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(Text.padded(row.get(i), widths[i] + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
