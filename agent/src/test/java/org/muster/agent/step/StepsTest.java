package org.muster.agent.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.agent.step.StepBench.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;
import org.muster.protocol.StepWork;

/** Steps with the real runner, the real prelude and real processes. */
final class StepsTest {
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

  @Test
  void aScriptThatExitsWithZeroSucceeds() {
    bench.module("m", Map.of("setup.sh", "echo one; echo two\n"));

    StepResult result = agent.run(key("m", "setup", 1));

    assertThat(result.outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    assertThat(result.exitCode()).isZero();
    assertThat(result.logBytes()).isEqualTo("one\ntwo\n".length());
    assertThat(result.tail()).isEmpty();
    assertThat(agent.log().stream().filter(line -> !line.startsWith("printed")))
        .containsExactly(
            "prepared demo/d1/worker-1/m/setup/1",
            "started demo/d1/worker-1/m/setup/1",
            "ended demo/d1/worker-1/m/setup/1 SUCCEEDED");
  }

  @Test
  void aScriptThatExitsWithThreeFailsAndShowsItsLastLines() {
    bench.module("m", Map.of("setup.sh", "echo before; exit 3\n"));

    StepResult result = agent.run(key("m", "setup", 1));

    assertThat(result.outcome()).isEqualTo(StepOutcome.FAILED);
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.reason()).isEqualTo("exit 3");
    assertThat(result.tail()).contains("before");
  }

  @Test
  void aScriptThatFailsSaysWhy() {
    bench.module("m", Map.of("test.sh", "fail \"only 1 of 2\nDataNodes\"\n"));

    StepResult result = agent.run(key("m", "test", 1));

    assertThat(result.outcome()).isEqualTo(StepOutcome.FAILED);
    assertThat(result.reason()).isEqualTo("only 1 of 2\nDataNodes");
  }

  @Test
  void aModuleWithoutTheScriptFailsByName() {
    bench.module("m", Map.of("setup.sh", "true\n"));

    StepResult result = agent.run(key("m", "test", 1));

    assertThat(result.outcome()).isEqualTo(StepOutcome.FAILED);
    assertThat(result.tail()).anyMatch(line -> line.contains("module m has no test.sh"));
  }

  @Test
  void theTailIsBoundedHoweverLargeTheOutputIs() throws IOException {
    bench.module(
        "m",
        Map.of("setup.sh", "head -c 100000000 /dev/zero | tr '\\0' 'x' | fold -w 99\nexit 1\n"));

    StepKey key = key("m", "setup", 1);
    StepResult result = agent.run(key);

    assertThat(Files.size(agent.steps.output(key))).isGreaterThan(100_000_000);
    assertThat(result.tail()).hasSizeLessThanOrEqualTo(200);
    assertThat(result.tail().stream().mapToInt(String::length).sum())
        .isLessThanOrEqualTo(16 * 1024);
  }

  @Test
  void theEnvironmentIsCleanAndDocumented() {
    bench
        .variable("GREETING", "hello world")
        .secret("S3_KEY", "topsecret")
        .module("m", Map.of("setup.sh", "env -0 | sort -z | tr '\\0' '\\n'\n"));

    StepKey key = key("m", "setup", 1);
    agent.run(key);

    assertThat(agent.output(key).lines())
        .contains(
            "MUSTER_STEP=demo/d1/worker-1/m/setup/1",
            "MUSTER_ROLE=worker",
            "MUSTER_INDEX=1",
            "MUSTER_MASTERS=master-1",
            "MUSTER_WORKERS=worker-1",
            "MASTERS=127.0.0.1",
            "SLAVES=127.0.0.2",
            "GREETING=hello world",
            "S3_KEY=topsecret",
            "MUSTER_MEMORY_MB=1024",
            "HDFS_DATA_DIRS=" + bench.root() + "/mnt/ephemeral-hdfs/data",
            "HOME=" + bench.root() + "/root")
        .noneMatch(line -> line.startsWith("JAVA_TOOL_OPTIONS") || line.startsWith("USER="));
  }

  @Test
  void noSecretReachesTheDisk() throws IOException {
    bench.secret("S3_KEY", "topsecret").module("m", Map.of("setup.sh", "true\n"));

    agent.run(key("m", "setup", 1));

    try (Stream<Path> files = Files.walk(bench.places().state())) {
      List<Path> telling =
          files.filter(Files::isRegularFile).filter(StepsTest::tellsTheSecret).toList();
      assertThat(telling).isEmpty();
    }
  }

  private static boolean tellsTheSecret(Path file) {
    return DurableFile.read(file).orElse("").contains("topsecret");
  }

  @Test
  void aCommandIsRunWordByWord() {
    StepKey key = key("command", "run", 1);
    StepWork work = new StepWork.Command(List.of("printf", "<%s>", "a b", "$HOME", "'\"", ""));

    StepResult result = agent.run(new RunStep(key, 1, 1, 60, work));

    assertThat(result.outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    assertThat(agent.output(key)).isEqualTo("<a b><$HOME><'\"><>");
  }

  @Test
  void whatAScriptLeavesBehindIsNamed() {
    bench.module("m", Map.of("setup.sh", "tail -f /dev/null >/dev/null 2>&1 &\necho started\n"));

    StepKey key = key("m", "setup", 1);
    StepResult result = agent.run(key);

    assertThat(result.outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    assertThat(agent.output(key))
        .contains("1 of its processes did not")
        .contains("tail -f /dev/null")
        .contains("start_daemon");
  }

  @Test
  void initLeavesAMarkerThatSavesTheNextInit() {
    bench.module("m", Map.of("init.sh", "echo work\n"), Map.of(), "hash-1");

    StepResult first = agent.run(key("m", "init", 1));
    StepResult second = agent.run(key("m", "init", 2));

    assertThat(first.baked()).isFalse();
    assertThat(second.outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    assertThat(second.baked()).isTrue();
    assertThat(agent.output(key("m", "init", 2))).isEmpty();
  }

  @Test
  void anotherMarkerOrTheWishOfThePlanRunsInitAgain() {
    bench.module("m", Map.of("init.sh", "echo work\n"), Map.of(), "hash-1");
    agent.run(key("m", "init", 1));
    RunStep ignoring = new RunStep(key("m", "init", 2), 1, 1, 60, new StepWork.Script(true));

    StepResult ignored = agent.run(ignoring);
    bench.module("m", Map.of("init.sh", "echo work\n"), Map.of(), "hash-2");
    StepResult changed = agent.run(key("m", "init", 3));

    assertThat(ignored.baked()).isFalse();
    assertThat(changed.baked()).isFalse();
  }

  @Test
  void anInitThatFailsTakesTheOldMarkerWithIt() {
    bench.module("m", Map.of("init.sh", "true\n"), Map.of(), "hash-1");
    agent.run(key("m", "init", 1));
    bench.module("m", Map.of("init.sh", "false\n"), Map.of(), "hash-2");
    agent.run(key("m", "init", 2));
    bench.module("m", Map.of("init.sh", "true\n"), Map.of(), "hash-1");

    StepResult result = agent.run(key("m", "init", 3));

    assertThat(result.baked()).isFalse();
  }

  @Test
  void overlaysAreLaidOnce() throws IOException {
    bench
        .overlay(Map.of("etc/motd", "first\n"))
        .module("m", Map.of("setup.sh", "cat \"$MUSTER_ROOT/etc/motd\"\n"));
    agent.run(key("m", "setup", 1));
    Files.writeString(bench.root().resolve("etc/motd"), "edited\n");

    agent.run(key("m", "setup", 2));

    assertThat(agent.output(key("m", "setup", 1))).isEqualTo("first\n");
    assertThat(agent.output(key("m", "setup", 2))).isEqualTo("edited\n");
  }

  @Test
  void templatesAreRenderedBeforeSetup() {
    bench
        .variable("COLOUR", "blue")
        .module(
            "m",
            Map.of(
                "templates/etc/m.conf", "{{COLOUR}} {{#workers}}{{name}}{{/workers}}\n",
                "templates/bin/m", "#!/bin/sh\necho {{default_spark_mem}}\n",
                "setup.sh", "cat \"$MUSTER_ROOT/etc/m.conf\"; \"$MUSTER_ROOT/bin/m\"\n"));

    StepKey key = key("m", "setup", 1);
    agent.run(key);

    assertThat(agent.output(key)).isEqualTo("blue worker-1\n512m\n");
  }

  @Test
  void aTemplateWithAnUnknownNameFailsTheStepBeforeItsScript() {
    bench.module(
        "m", Map.of("templates/etc/m.conf", "ok\n{{NO_SUCH}}\n", "setup.sh", "echo ran\n"));

    StepKey key = key("m", "setup", 1);
    StepResult result = agent.run(key);

    assertThat(result.outcome()).isEqualTo(StepOutcome.FAILED);
    assertThat(result.reason()).contains("templates/etc/m.conf, line 2: 'NO_SUCH' has no value");
    assertThat(agent.output(key)).isEmpty();
    assertThat(bench.root().resolve("etc/m.conf")).doesNotExist();
  }

  @Test
  void anAttemptThatIsCancelledBeforeItCameStaysCancelled() {
    StepKey key = key("m", "setup", 1);
    agent.steps.conclude(key, StepOutcome.CANCELLED, "the user asked");
    agent.close();

    agent = bench.agent();

    assertThat(agent.steps.adopt())
        .singleElement()
        .satisfies(
            held -> {
              assertThat(held.step()).isEqualTo(key);
              assertThat(held.result().orElseThrow().outcome()).isEqualTo(StepOutcome.CANCELLED);
            });
  }
}
