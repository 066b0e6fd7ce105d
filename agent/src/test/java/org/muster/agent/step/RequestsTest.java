package org.muster.agent.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.agent.step.StepBench.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.agent.core.Request;
import org.muster.protocol.BarrierRequest;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;

/** What scripts ask, through the real prelude, and what they get. */
final class RequestsTest {
  private static final StepKey STEP = key("m", "setup", 1);

  @TempDir private Path directory;
  private StepBench bench;
  private StepBench.NodeAgent agent;

  @BeforeEach
  void open() {
    bench = new StepBench(directory);
    agent = bench.agent();
  }

  @AfterEach
  void close() {
    agent.close();
    bench.close();
  }

  private void start(String script) {
    bench.module("m", Map.of("setup.sh", script));
    agent.start(STEP);
  }

  @Test
  void aBarrierIsAskedForWithAllThatWasSaid() {
    start("barrier all-up --members worker --quorum 95% --timeout 2m\necho passed\n");

    String request = agent.request(wish -> wish instanceof Request.Barrier);
    assertThat(agent.log())
        .contains(
            "asked " + new Request.Barrier(new BarrierRequest("all-up", "worker", "95%", 120)));
    agent.steps.answer(STEP, request, true, "");

    assertThat(agent.result(STEP).outcome()).isEqualTo(StepOutcome.SUCCEEDED);
  }

  @Test
  void aBrokenBarrierFailsTheScriptWithTheSentence() {
    start("barrier all-up\necho passed\n");

    String request = agent.request(wish -> wish instanceof Request.Barrier);
    agent.steps.answer(STEP, request, false, "worker-2 failed: exit 1\nsee its log");

    StepResult result = agent.result(STEP);
    assertThat(result.outcome()).isEqualTo(StepOutcome.FAILED);
    assertThat(String.join("\n", result.tail()))
        .contains("worker-2 failed: exit 1\nsee its log")
        .doesNotContain("passed");
  }

  @Test
  void aValueWithEveryUglyCharacterSurvivesBothWays() {
    String ugly = "back\\slash \\n and\ttab \"quotes\" 'single' $HOME `x` %s ü=1\nsecond line\r";
    bench.variable("UGLY", ugly);
    start("share key \"$UGLY\"\n[[ $(shared other; echo .) == \"$UGLY\"$'\\n.' ]] && echo same\n");

    String share = agent.request(wish -> wish instanceof Request.Share);
    assertThat(agent.log()).contains("asked " + new Request.Share("key", ugly));
    agent.steps.answer(STEP, share, true, "");
    String shared = agent.request(wish -> wish instanceof Request.Shared);
    agent.steps.answer(STEP, shared, true, ugly);

    assertThat(agent.result(STEP).outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    assertThat(agent.output(STEP)).isEqualTo("same\n");
  }

  @Test
  void sharedWaitsAsLongAsItSays() {
    start("shared key --timeout 90s || true\n");

    String request =
        agent.request(
            wish -> wish.equals(new Request.Shared("key", Optional.of(Duration.ofSeconds(90)))));
    agent.steps.answer(STEP, request, false, "nobody shared 'key' within 1m30s");

    agent.result(STEP);
    assertThat(agent.output(STEP)).contains("nobody shared 'key' within 1m30s");
  }

  @Test
  void aValueThatIsTooLargeIsRefusedWithTheWayOut() {
    start("share key \"$(head -c 40000 /dev/zero | tr '\\0' x)\"\n");

    agent.result(STEP);

    assertThat(agent.output(STEP)).contains("longer than 32768 bytes").contains("into a file");
  }

  @Test
  void anExportedVariableIsThereForLaterStepsAndLoginShells() throws Exception {
    bench.module(
        "m",
        Map.of(
            "setup.sh", "export_env GREETING \"it's\nme\"; echo \"now: $GREETING\"\n",
            "test.sh", "echo \"later: $GREETING\"\n"));
    agent.run(STEP);
    StepKey later = key("m", "test", 1);
    agent.run(later);

    assertThat(agent.output(STEP)).isEqualTo("now: it's\nme\n");
    assertThat(agent.output(later)).isEqualTo("later: it's\nme\n");
    Process shell =
        new ProcessBuilder(
                "bash",
                "-c",
                ". \"$0\"; printf %s \"$GREETING\"",
                bench.root().resolve("etc/profile.d/muster.sh").toString())
            .start();
    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("it's\nme");
  }

  @Test
  void namesThatBelongToMusterCannotBeExported() {
    start("export_env MUSTER_NODE other\n");

    StepResult result = agent.result(STEP);

    assertThat(result.outcome()).isEqualTo(StepOutcome.FAILED);
    assertThat(agent.output(STEP)).contains("MUSTER_NODE");
  }

  @Test
  void anArtifactIsFetchedWhenItIsAskedFor() {
    String tree = bench.tree(Map.of("bin/tool", "tool\n"));
    bench.module(
        "m", Map.of("setup.sh", "cat \"$(artifact tool)/bin/tool\"\n"), Map.of("tool", tree), "");

    agent.run(STEP);

    assertThat(agent.output(STEP)).isEqualTo("tool\n");
  }

  @Test
  void anArtifactThatTheModuleDoesNotNameFailsTheScript() {
    String tree = bench.tree(Map.of("bin/tool", "tool\n"));
    bench.module("m", Map.of("setup.sh", "artifact tol\n"), Map.of("tool", tree), "");

    StepResult result = agent.run(STEP);

    assertThat(result.outcome()).isEqualTo(StepOutcome.FAILED);
    assertThat(agent.output(STEP)).contains("module m has no artifact 'tol'").contains("tool");
  }

  @Test
  void templatesAreRenderedAgainOnDemand() throws IOException {
    bench.module(
        "m",
        Map.of(
            "templates/etc/m.conf",
            "{{GREETING}}\n",
            "setup.sh",
            """
            rm "$MUSTER_ROOT/etc/m.conf"
            export_env GREETING new
            render
            cat "$MUSTER_ROOT/etc/m.conf"
            """));
    bench.variable("GREETING", "old");

    agent.run(STEP);

    assertThat(agent.output(STEP)).isEqualTo("new\n");
  }

  @Test
  void hintsAreHeardAndLeaveNoFile() throws IOException {
    start("progress 40% unpacking\nwait_for file \"$MUSTER_ROOT/../go\"\n");

    agent.await(
        () -> agent.log().contains("asked " + new Request.Progress(40, "unpacking")), "progress");
    agent.await(
        () -> agent.log().stream().anyMatch(line -> line.contains("Waiting[text=file")), "waiting");
    Files.writeString(directory.resolve("go"), "");
    agent.result(STEP);

    assertThat(new StepDirectory(bench.places().steps(), STEP).openRequests()).isEmpty();
  }

  @Test
  void anUnknownVerbIsRefusedAndNothingHangs() {
    start("muster::ask dance step=1 || echo refused\n");

    agent.result(STEP);

    assertThat(agent.output(STEP)).contains("'dance' is no request").contains("refused");
  }
}
