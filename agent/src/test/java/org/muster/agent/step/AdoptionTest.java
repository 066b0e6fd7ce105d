package org.muster.agent.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.agent.step.StepBench.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.agent.core.HeldStep;
import org.muster.agent.core.Request;
import org.muster.agent.core.Verdict;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;

/** What a new agent makes of what the one before it left behind. */
final class AdoptionTest {
  private static final StepKey STEP = key("m", "setup", 1);

  /** Runs until a file appears, and leaves a trace of every start. */
  private static final String WAITING =
      "echo x >>\"$MUSTER_ROOT/../starts\"; wait_for file \"$MUSTER_ROOT/../go\"; echo went on\n";

  @TempDir private Path directory;
  private StepBench bench;
  private StepBench.NodeAgent agent;

  @BeforeEach
  void open() {
    bench = new StepBench(directory).module("m", Map.of("setup.sh", WAITING));
    agent = bench.agent();
  }

  @AfterEach
  void close() {
    agent.close();
    bench.close();
  }

  private void startAndAwaitTheScript() {
    agent.start(STEP);
    agent.await(() -> Files.exists(directory.resolve("starts")), "the script");
  }

  private List<HeldStep> restart() {
    agent.close();
    agent = bench.agent();
    return agent.steps.adopt();
  }

  private void letGo() throws IOException {
    Files.writeString(directory.resolve("go"), "");
  }

  private RunnerRecord runner() {
    return new StepDirectory(bench.places().steps(), STEP).runner().orElseThrow();
  }

  @Test
  void aScriptThatStillRunsIsAdoptedAndItsResultCounts() throws IOException {
    startAndAwaitTheScript();

    List<HeldStep> held = restart();
    assertThat(held)
        .singleElement()
        .satisfies(step -> assertThat(step.result()).isEqualTo(Optional.empty()));
    agent.steps.watch(STEP);
    letGo();
    StepResult result = agent.result(STEP);

    assertThat(result.outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    assertThat(agent.output(STEP)).contains("went on");
    assertThat(Files.readString(directory.resolve("starts"))).isEqualTo("x\n");
  }

  @Test
  void aScriptThatEndedMeanwhileHasItsOwnResult() throws Exception {
    bench.module("m", Map.of("setup.sh", WAITING + "exit 7\n"));
    startAndAwaitTheScript();
    RunnerRecord runner = runner();

    letGo();
    Optional<ProcessHandle> process = ProcessHandle.of(runner.pid());
    if (process.isPresent()) {
      process.get().onExit().get(20, TimeUnit.SECONDS);
    }
    List<HeldStep> held = restart();

    StepResult result = held.get(0).result().orElseThrow();
    assertThat(result.outcome()).isEqualTo(StepOutcome.FAILED);
    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(restart().get(0).result()).isEqualTo(Optional.of(result));
  }

  @Test
  void aRunnerThatIsGoneLeavesAnUnknownAndNoProcess() {
    startAndAwaitTheScript();
    RunnerRecord runner = runner();
    ProcessHandle.of(runner.pid()).orElseThrow().destroyForcibly();

    StepResult result = agent.result(STEP);

    assertThat(result.outcome()).isEqualTo(StepOutcome.UNKNOWN);
    assertThat(new ProcessTable(Path.of("/proc")).carrying("MUSTER_STEP=" + STEP)).isEmpty();
  }

  @Test
  void aRunnerThatDiedWithItsAgentLeavesAnUnknownToo() throws Exception {
    startAndAwaitTheScript();
    RunnerRecord runner = runner();
    agent.close();
    ProcessHandle process = ProcessHandle.of(runner.pid()).orElseThrow();
    process.destroyForcibly();
    process.onExit().get(20, TimeUnit.SECONDS);

    restart().stream()
        .filter(held -> held.result().isEmpty())
        .forEach(held -> agent.steps.watch(held.step()));
    agent.await(() -> agent.hasResult(STEP), "the end");

    assertThat(agent.result(STEP).outcome()).isEqualTo(StepOutcome.UNKNOWN);
  }

  @Test
  void anIntentWithoutARunnerNeverStartedAndNeverWill() throws Exception {
    agent.steps.record(StepBench.script(STEP), "");

    List<HeldStep> held = restart();

    assertThat(held.get(0).result().orElseThrow().outcome()).isEqualTo(StepOutcome.NOT_STARTED);
    StepDirectory step = new StepDirectory(bench.places().steps(), STEP);
    Path library = BashLibrary.unpack(bench.places().libraries());
    Process late =
        new RunnerLauncher(library, Optional.empty()).launch(step, Map.of("PATH", "/usr/bin:/bin"));
    assertThat(late.waitFor()).isEqualTo(90);
    assertThat(step.runner()).isEqualTo(Optional.empty());
  }

  @Test
  void whatIsHeldIsKnownToBeStored() {
    bench.module("m", Map.of("setup.sh", "true\n"));
    agent.run(STEP);
    agent.steps.markStored(STEP);

    assertThat(restart()).singleElement().satisfies(held -> assertThat(held.stored()).isTrue());
  }

  @Test
  void theRemainsOfAnAttemptWithoutIntentAreRemoved() throws IOException {
    Path remains = bench.places().steps().resolve(STEP.directoryName());
    Files.createDirectories(remains);

    assertThat(restart()).isEmpty();
    assertThat(remains).doesNotExist();
  }

  @Test
  void aRequestThatNobodyAnsweredIsFoundByTheNextAgent() {
    bench.module("m", Map.of("setup.sh", "barrier all-up\necho passed\n"));
    agent.start(STEP);
    agent.request(wish -> wish instanceof Request.Barrier);

    restart();
    agent.steps.watch(STEP);
    String request = agent.request(wish -> wish instanceof Request.Barrier);
    agent.steps.answer(STEP, request, true, "");

    assertThat(agent.result(STEP).outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    assertThat(agent.output(STEP)).isEqualTo("passed\n");
  }

  @Test
  void aKillThatHadBegunIsFinishedByTheNextAgent() {
    startAndAwaitTheScript();
    new StepDirectory(bench.places().steps(), STEP)
        .judge(new Verdict(StepOutcome.CANCELLED, "the user asked"));

    restart();
    agent.steps.watch(STEP);

    StepResult result = agent.result(STEP);
    assertThat(result.outcome()).isEqualTo(StepOutcome.CANCELLED);
    assertThat(result.reason()).isEqualTo("the user asked");
  }
}
