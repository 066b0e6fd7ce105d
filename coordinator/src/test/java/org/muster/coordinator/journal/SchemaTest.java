package org.muster.coordinator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SchemaTest {

  @Test
  void theCurrentVersionIsTheOneOfTheLastScript() throws IOException, URISyntaxException {
    Path scripts = Path.of(Schema.class.getClassLoader().getResource(Schema.SCRIPTS).toURI());

    try (Stream<Path> found = Files.list(scripts)) {
      assertThat(found)
          .extracting(script -> script.getFileName().toString())
          .extracting(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
          .contains(Schema.CURRENT)
          .allMatch(version -> version <= Schema.CURRENT);
    }
  }
}
