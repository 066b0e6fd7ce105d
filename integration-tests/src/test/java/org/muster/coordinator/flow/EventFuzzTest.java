package org.muster.coordinator.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muster.fuzz.Fuzz;

/** Rows of a journal that a disk, or a newer version, wrote otherwise: the type, then the body. */
final class EventFuzzTest {
  private static final Path GOLDEN = Path.of("../coordinator/src/test/resources/golden/events");

  @Test
  void events() throws Exception {
    EventJson json = new EventJson();
    Fuzz.of(
        "events",
        rows(),
        input -> {
          String[] row = new String(input, UTF_8).split("\n", 2);
          json.event(row[0], row.length == 2 ? row[1] : "");
        });
  }

  private static List<byte[]> rows() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files.sorted().map(EventFuzzTest::row).toList();
    }
  }

  private static byte[] row(Path file) {
    try {
      String type = file.getFileName().toString().replace(".json", "");
      return (type + "\n" + Files.readString(file)).getBytes(UTF_8);
    } catch (IOException e) {
      throw new AssertionError("reading " + file, e);
    }
  }
}
