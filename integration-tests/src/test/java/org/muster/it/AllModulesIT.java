package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** {@code muster module test} of every module that comes with Muster, on nodes with all of them. */
@Tag("nightly")
@EnabledIfEnvironmentVariable(
    named = "MUSTER_PRIVILEGED_TESTS",
    matches = "1",
    disabledReason = "containers need root: set MUSTER_PRIVILEGED_TESTS=1")
final class AllModulesIT {
  private static final Path MODULES = Path.of(System.getProperty("muster.dist"), "modules");
  private static final Duration AN_HOUR = Duration.ofHours(1);

  @Test
  void theSecondTimeChangesNothing() throws Exception {
    ContainerHome home = ContainerHome.create();
    Muster muster = home.muster();
    List<String> names = names();
    muster.succeedWithin(
        AN_HOUR,
        "image",
        "build",
        "all-modules",
        "--type",
        "large",
        "--modules",
        String.join(",", names));
    List<String> line = new ArrayList<>(List.of("module", "test"));
    line.addAll(names);
    line.addAll(List.of("--image", "all-modules", "--json"));

    Result result;
    try (Running running = muster.start(line.toArray(String[]::new))) {
      result = running.end(AN_HOUR);
    }

    Map<String, String> others = new TreeMap<>();
    for (JsonNode report : new ObjectMapper().readTree(result.output())) {
      if (!report.path("state").asText().equals("passed")) {
        others.put(report.path("module").asText(), report.toString());
      }
    }
    assertThat(others).as(result.toString()).isEmpty();
    assertThat(result.exitCode()).isZero();
    muster.succeed("image", "remove", "all-modules");
    muster.end();
    assertThat(home.remains().all()).isEmpty();
    home.delete();
  }

  private static List<String> names() throws Exception {
    try (Stream<Path> folders = Files.list(MODULES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }
}
