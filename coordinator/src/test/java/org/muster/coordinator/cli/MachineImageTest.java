package org.muster.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code muster image list} of the manifests that image-build leaves; it needs no coordinator. */
final class MachineImageTest {
  private static final String MANIFEST =
      """
      {
        "name": "lab",
        "madeAt": "2026-11-26T03:07:18Z",
        "system": "Debian GNU/Linux 12 (bookworm)",
        "kernel": "6.1.0-28-cloud-amd64",
        "agent": {"muster-agent.jar": "c559"},
        "markers": {"markers/vowpal-wabbit": "e294", "markers/node": "17aa"},
        "artifacts": {"artifacts/5cc9/jars/vw-jni-9.3.0.jar": "90f4"},
        "of a later release": true
      }
      """;

  @TempDir private Path folder;

  @Test
  void showsWhatIsBaked() throws IOException {
    assertThat(list(manifest("lab-debian12.image.json", MANIFEST)).out())
        .isEqualTo(
            """
            IMAGE  MADE                  SYSTEM                          MODULES
            lab    2026-11-26T03:07:18Z  Debian GNU/Linux 12 (bookworm)  node, vowpal-wabbit
            """);
  }

  @Test
  void asJsonItHasEveryHash() throws IOException {
    CliRun run = list(manifest("lab-debian12.image.json", MANIFEST), "--json");

    assertThat(new ObjectMapper().readTree(run.out()).at("/0/artifacts").size()).isEqualTo(1);
    assertThat(run.out()).contains("\"c559\"", "\"e294\"", "\"90f4\"");
  }

  @Test
  void allThatAreNoManifestsAreNamedTogether() throws IOException {
    Path cut = manifest("cut.json", MANIFEST.substring(0, 40));
    Path other = manifest("other.json", "{\"name\": \"x\", \"madeAt\": \"2026-11-26T03:07:18Z\"}");
    Path never = manifest("never.json", MANIFEST.replace("2026-11-26T03", "yesterday at 3"));

    CliRun run =
        list(cut, other.toString(), never.toString(), folder.resolve("none.json").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("cut.json' is no manifest")
        .contains("other.json' is no manifest of an image: it says nothing of 'agent'")
        .contains("never.json' is no manifest of an image: it does not say when it was made")
        .contains("there is no file '" + folder.resolve("none.json"));
  }

  private Path manifest(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static CliRun list(Path manifest, String... more) {
    String[] line = new String[more.length + 3];
    line[0] = "image";
    line[1] = "list";
    line[2] = manifest.toString();
    System.arraycopy(more, 0, line, 3, more.length);
    return CliRun.with(Map.of("MUSTER_HOME", "target/no-such-home"), "", line);
  }
}
