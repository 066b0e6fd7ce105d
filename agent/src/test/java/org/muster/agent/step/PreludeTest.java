package org.muster.agent.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.agent.step.BashStep.Outcome;

class PreludeTest {
  @TempDir private Path node;

  @Test
  void aFailingCommandIsNamedWithItsLine() {
    Outcome outcome = run("true\ncp /nowhere /elsewhere\necho not reached\n");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.output())
        .contains("web/setup.sh:2: command failed (exit 1): cp /nowhere /elsewhere")
        .doesNotContain("not reached");
  }

  @Test
  void aFailingFunctionOfThePreludeIsNamedByTheLineThatCallsIt() {
    Outcome outcome = run("\nwait_for file /nowhere --timeout 50ms\n");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.output())
        .contains("gave up after 50ms waiting for file /nowhere")
        .contains("web/setup.sh:2: command failed (exit 1): wait_for file /nowhere");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x=$(cat /nowhere)",
        "f() { cat /nowhere; echo no; }\nf",
        "true | false | true",
        "echo $undefined",
        "[[ a == b ]]",
        "(exit 7)",
        "false || return 1",
        "source ./missing.bash",
        "fail no more",
        "barrier 'two words'",
        "wait_for nothing x",
        "start_daemon web",
        "export_env 'A B' c"
      })
  void whatFailsAnywhereEndsTheScript(String script) {
    assertThat(run(script + "\necho not reached\n").output()).doesNotContain("not reached");
    assertThat(run(script).exitCode()).isNotZero();
  }

  @Test
  void aConditionOnTheLastLineIsNoFailure() {
    assertThat(run("on_role master && start_daemon web -- true\n").exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "on_role worker, yes",
    "on_role master, no",
    "first_of worker, yes",
    "first_of master, no",
    "first_of all, no",
    "leaving, no",
    "JOINING='worker-2 worker-1' joining, yes",
    "JOINING='worker-11' joining, no"
  })
  void knowsWhoItIs(String question, String answer) {
    assertThat(run("if " + question + "; then echo yes; else echo no; fi").output().strip())
        .isEqualTo(answer);
  }

  @Test
  void failTellsTheAgentWhy() throws IOException {
    BashStep step = new BashStep(node, "fails");

    Outcome outcome = step.outcome(step.start("fail 'the disk is full:' $'a\\nb\\\\c'"));

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(step.requests()).containsExactly("fail\nreason=the disk is full: a\\nb\\\\c\n");
  }

  @Test
  void aTryThatFailsWithinWaitForIsNotTheReasonOfTheStep() throws IOException {
    BashStep step = new BashStep(node, "tries");

    Outcome outcome =
        step.outcome(
            step.start(
                """
                ready() { [[ -e ready ]] || { touch ready; fail 'not yet'; }; }
                wait_for command ready
                """));

    assertThat(outcome.exitCode()).isZero();
    assertThat(step.requests()).isEmpty();
  }

  @Test
  void aCommandThatNeverSucceedsIsQuoted() {
    Outcome outcome = run("wait_for --timeout 50ms command ls /nowhere\n");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.output()).contains("cannot access '/nowhere'");
  }

  @Test
  void theUsersVariablesAreSourcedLast() throws IOException {
    Path file = node.resolve("root/spark-ec2/ec2-user-variables.sh");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "false\nGREETING=\"hello $unset\"\n");

    assertThat(run("echo \"$GREETING\"").output()).isEqualTo("hello \n");
  }

  @Test
  void aChildBashGetsTheFunctions() {
    String script = "bash -c 'source \"$MUSTER_PRELUDE\"; on_role worker && log hi'";

    assertThat(run(script).output()).isEqualTo("muster: hi\n");
  }

  private Outcome run(String script) {
    return BashStep.run(node, script);
  }
}
