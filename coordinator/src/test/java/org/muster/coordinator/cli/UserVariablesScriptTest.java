package org.muster.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** With a real bash: it alone knows what a script means. */
final class UserVariablesScriptTest {
  @TempDir private Path folder;

  @Test
  void whatTheScriptSetsIsRead() throws IOException {
    assertThat(read("VERBOSE=false\nexport SPARK_VERSION=3.5.7\n"))
        .containsOnly(entry("VERBOSE", "false"), entry("SPARK_VERSION", "3.5.7"));
  }

  @Test
  void anExplicitlyEmptyListIsThere() throws IOException {
    assertThat(read("TEST_MODULES=\nRUN_MODULES=''\n"))
        .containsOnly(entry("TEST_MODULES", ""), entry("RUN_MODULES", ""));
  }

  @Test
  void aListOverSeveralLinesKeepsItsLines() throws IOException {
    assertThat(read("MODULES='spark\nephemeral-hdfs\n'\n"))
        .containsOnly(entry("MODULES", "spark\nephemeral-hdfs\n"));
  }

  @Test
  void anyBashWorks() throws IOException {
    String script =
        """
        for name in a b; do list="${list:-}$name "; done
        if [[ -n $list ]]; then SWAP_MB=$((512 * 2)); fi
        quote=$'it\\'s\\t"so"'
        [ -z "$list" ] && unused=1
        """;

    assertThat(read(script))
        .containsOnly(
            entry("list", "a b "),
            entry("name", "b"),
            entry("SWAP_MB", "1024"),
            entry("quote", "it's\t\"so\""));
  }

  @Test
  void itSeesWhatWasGivenAndOnlyChangesCount() throws IOException {
    Path script = script("MODULES=\"$MODULES extra\"\n");

    Map<String, String> variables =
        UserVariablesScript.of(script, Map.of("MODULES", "spark", "SWAP_MB", "1"));

    assertThat(variables).containsOnly(entry("MODULES", "spark extra"));
  }

  @Test
  void nothingOfOurEnvironmentGetsIn() throws IOException {
    assertThat(read("SEEN=${HOME-none},${MAVEN_OPTS-none},${MUSTER_TOKEN-none}\n"))
        .containsOnly(entry("SEEN", "none,none,none"));
  }

  @Test
  void whatItPrintsIsNoVariable() throws IOException {
    assertThat(read("printf 'A=1\\0'\necho B=2\nC=3\n")).containsOnly(entry("C", "3"));
  }

  @Test
  void settingsOfTheShellDoNotMatter() throws IOException {
    assertThat(read("set -euo pipefail\nIFS=,\nshopt -s nullglob\nX=1\nset -f\n"))
        .containsOnly(entry("X", "1"));
  }

  @Test
  void aScriptThatLeavesIsRefused() throws IOException {
    Path script = script("A=1\nexit 0\n");

    assertThatThrownBy(() -> UserVariablesScript.of(script, Map.of()))
        .isInstanceOfSatisfying(
            MusterException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
        .hasMessageContaining("left before its end")
        .hasMessageContaining(script.toString());
  }

  @Test
  void aScriptThatIsNoBashIsRefused() throws IOException {
    Path script = script("set -e\nif then\n");

    assertThatThrownBy(() -> UserVariablesScript.of(script, Map.of()))
        .hasMessageContaining("left before its end");
  }

  @Test
  void anArrayIsRefusedByName() throws IOException {
    Path script = script("MODULES=(a b)\n");

    assertThatThrownBy(() -> UserVariablesScript.of(script, Map.of()))
        .hasMessageContaining("sets the array MODULES");
  }

  @Test
  void aDeployRootWithoutTheScriptSetsNothing() {
    assertThat(UserVariablesScript.ofOverlay(folder, Map.of())).isEmpty();
  }

  @Test
  void aDeployRootHasItWhereItAlwaysWas() throws IOException {
    Path place = Files.createDirectories(folder.resolve("root/spark-ec2"));
    Files.writeString(place.resolve("ec2-user-variables.sh"), "MODULES=spark\n");

    assertThat(UserVariablesScript.ofOverlay(folder, Map.of()))
        .containsOnly(entry("MODULES", "spark"));
  }

  private Map<String, String> read(String text) throws IOException {
    return UserVariablesScript.of(script(text), Map.of());
  }

  private Path script(String text) throws IOException {
    return Files.writeString(folder.resolve("ec2-user-variables.sh"), text);
  }
}
