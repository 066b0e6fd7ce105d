package org.muster.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.core.spec.DeployRequest;
import org.muster.coordinator.core.spec.LaunchRequest;
import org.muster.coordinator.core.view.CriticalPathView;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.PlanView;
import org.muster.coordinator.http.ServerForTest;
import org.muster.coordinator.http.Views;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;

/** Commands that begin something: what they ask for, what they print, and every exit code. */
final class ActionsTest {
  @TempDir private Path folder;

  private ServerForTest server;

  @BeforeEach
  void start() {
    server = new ServerForTest();
    server.clusters().put(Views.demo("running", Views.succeeded()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aPlanIsPrintedAndNothingIsLaunched() {
    server
        .clusters()
        .willPlan(
            new PlanView(
                "0123456789abcdef",
                3,
                5,
                List.of(
                    new PlanView.Row(
                        new ModuleName("spark"),
                        Phase.SETUP,
                        Role.WORKER,
                        2,
                        List.of("spark init", "membership"))),
                List.of("spark 4.1.0"),
                "",
                new CriticalPathView(
                    41_500,
                    List.of(
                        new CriticalPathView.Link(
                            new ModuleName("spark"), Phase.SETUP, Role.WORKER, 41_500)),
                    List.of("spark test"))));

    CliRun run = CliRun.against(server, "launch", "demo", "--dry-run");

    assertThat(run.out())
        .isEqualTo(
            """
            demo: 3 nodes, 5 steps, plan 0123456789a…; nothing was touched
              MODULE  PHASE  ROLE    NODES  WAITS FOR
              spark   setup  worker  2      spark init; membership
            Artifacts:
              spark 4.1.0
            Critical path as last measured: 41 s
              spark  setup  worker  41 s
              not measured yet: spark test
            """);
  }

  @Test
  void aLaunchSendsWhatTheCommandLineAndThisMachineSay() throws IOException {
    Path site = Files.createDirectories(folder.resolve("site/root/spark-ec2"));
    Files.writeString(site.resolve("ec2-user-variables.sh"), "VERBOSE=false\nTEST_MODULES=\n");
    Path modules = Files.createDirectories(folder.resolve("own/hello"));
    Files.writeString(modules.resolve("setup.sh"), "log hello\n");
    Path file = folder.resolve("cluster.yaml");
    Files.writeString(
        file, "name: demo\nsecrets: { KEY: { file: key.txt } }\ndeploy_root_dir: ./site\n");
    Files.writeString(folder.resolve("key.txt"), "swordfish\n");
    server.clusters().willLaunch(Views.demo("running", Views.succeeded()));

    CliRun run =
        CliRun.against(
            server,
            "launch",
            "demo",
            "-f",
            file.toString(),
            "--workers",
            "4",
            "--modules",
            "node,hello",
            "--set",
            "A=1",
            "--module-path",
            folder.resolve("own").toString(),
            "--detach");

    assertThat(run.exitCode()).as(run.err()).isZero();
    LaunchRequest request = (LaunchRequest) server.clusters().requests().get(0);
    assertThat(request.workers()).isEqualTo(4);
    assertThat(request.modules()).containsExactly("node", "hello");
    assertThat(request.variables()).containsEntry("A", "1");
    assertThat(request.userVariables())
        .containsEntry("VERBOSE", "false")
        .containsEntry("TEST_MODULES", "");
    assertThat(request.secrets()).containsEntry("KEY", "swordfish");
    assertThat(request.moduleTrees()).containsOnlyKeys("hello");
    assertThat(request.overlay()).hasSize(64);
    assertThat(server.uploads()).hasSize(2);
  }

  @Test
  void allThatIsMissingOnThisMachineIsSaidAtOnce() throws IOException {
    Path file = folder.resolve("cluster.yaml");
    Files.writeString(file, "secrets: { A: { env: NOT_SET }, B: { file: none.txt } }\n");

    CliRun run =
        CliRun.against(
            server, "launch", "demo", "-f", file.toString(), "--deploy-root-dir", "no-such-folder");

    assertThat(run.err())
        .contains("the secret A comes from the variable NOT_SET, which is not set")
        .contains("the secret B comes from")
        .contains("the deploy root 'no-such-folder' is not a folder");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(server.clusters().requests()).isEmpty();
  }

  @Test
  void deployResumeAndCancelBeginWhatTheySay() {
    assertThat(
            CliRun.against(server, "deploy", "demo", "--phases", "test,run", "--force").exitCode())
        .isZero();
    assertThat(CliRun.against(server, "resume", "demo").exitCode()).isZero();
    CliRun cancel = CliRun.against(server, "cancel", "demo", "--deployment", "d1");

    assertThat(server.clusters().requests())
        .containsExactly(
            new DeployRequest(List.of(), List.of("test", "run"), Map.of(), Map.of(), true),
            "resume demo",
            "cancel demo d1");
    assertThat(cancel.out()).isEqualTo("d1 of demo is succeeded.\n");
  }

  @Test
  void stopAndStartSayTheStateThatTheClusterCameInto() {
    assertThat(CliRun.against(server, "stop", "demo").out()).isEqualTo("demo is stopped.\n");
    assertThat(CliRun.against(server, "start", "demo", "--json").out())
        .isEqualTo("{\"cluster\": \"demo\", \"state\": \"running\"}\n");
  }

  @Test
  void nodesThatFailedAlikeAreToldInOneLine() {
    List<NodeRun> runs =
        List.of(
            new NodeRun("worker-1", "failed", 3, "", "a\n"),
            new NodeRun("worker-2", "failed", 1, "", ""),
            new NodeRun("worker-3", "failed", 3, "", "b\n"),
            new NodeRun("worker-4", "succeeded", 0, "", ""));

    assertThat(NodeRun.failures(runs))
        .containsExactly(
            "muster: 2 nodes (worker-1, worker-3): exit 3", "muster: worker-2: exit 1");
  }

  @Test
  void aCommandThatFailsSomewhereSaysWhereAndExitsWithOne() throws IOException {
    server.clusters().willRun(halfFailed());
    server.clusters().log(Views.key("worker-1", "command", Phase.RUN), "fine\n");
    server.clusters().log(Views.key("worker-2", "command", Phase.RUN), "oops\n");

    CliRun run = CliRun.against(server, "run", "demo", "--", "false");

    assertThat(run.out()).isEqualTo("worker-1 | fine\nworker-2 | oops\n");
    assertThat(run.err()).isEqualTo("muster: worker-2: exit 3\n");
    assertThat(run.exitCode()).isEqualTo(1);
    JsonNode runs = json(CliRun.against(server, "run", "demo", "--json", "--", "false"));
    assertThat(runs.path(1).path("exitCode").asInt()).isEqualTo(3);
    assertThat(runs.path(1).path("output").asText()).isEqualTo("oops\n");
  }

  @Test
  void equalOutputsAreGroupedWhenThatIsWished() {
    server
        .clusters()
        .willRun(
            Views.deployment(
                "command",
                "succeeded",
                List.of(),
                List.of(
                    Views.step("worker-1", "command", Phase.RUN, "succeeded"),
                    Views.step("worker-2", "command", Phase.RUN, "succeeded"))));
    server.clusters().log(Views.key("worker-1", "command", Phase.RUN), "Linux\n");
    server.clusters().log(Views.key("worker-2", "command", Phase.RUN), "Linux\n");

    assertThat(CliRun.against(server, "run", "demo", "--group", "--", "uname").out())
        .isEqualTo("2 nodes: worker-1, worker-2 (exit 0)\n  Linux\n");
  }

  @Test
  void serveIsHandedToWhoeverCan() {
    assertThat(CliRun.against(server, "coordinator", "serve").exitCode()).isEqualTo(42);
  }

  @Test
  void troubleInTheEnvironmentIsThree() {
    server
        .clusters()
        .failWith(new MusterException(ErrorCode.PROVIDER_FAILED, "no capacity; try later"));

    CliRun run = CliRun.against(server, "status", "demo");

    assertThat(run.err()).isEqualTo("muster: no capacity; try later\n");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void ourOwnMistakesAreSeventyAndAskForAReport() {
    server.clusters().failWith(new IllegalStateException("surprise"));

    CliRun run = CliRun.against(server, "status", "demo");

    assertThat(run.err()).contains("please report").contains("MusterException");
    assertThat(run.exitCode()).isEqualTo(70);
  }

  @Test
  void aCoordinatorThatIsNotThereIsToldByItsAddress() {
    CliRun run =
        CliRun.with(
            Map.of("MUSTER_COORDINATOR", "http://127.0.0.1:1", "MUSTER_TOKEN", "x"),
            "",
            "status",
            "demo");

    assertThat(run.err()).contains("no coordinator answers at http://127.0.0.1:1");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void aWrongTokenIsAUsageMistake() {
    CliRun run =
        CliRun.with(
            Map.of("MUSTER_COORDINATOR", server.url().toString(), "MUSTER_TOKEN", "wrong"),
            "",
            "status");

    assertThat(run.err()).contains("the token is not the one of this coordinator");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  private static DeploymentView halfFailed() {
    return Views.failing(
        Views.deployment(
            "command",
            "failed",
            List.of(),
            List.of(
                Views.step("worker-1", "command", Phase.RUN, "succeeded"),
                Views.step("worker-2", "command", Phase.RUN, "failed"))),
        Views.failure("command", Phase.RUN, "exit 3", List.of("worker-2")));
  }

  private static JsonNode json(CliRun run) throws IOException {
    return new ObjectMapper().readTree(run.out());
  }
}
