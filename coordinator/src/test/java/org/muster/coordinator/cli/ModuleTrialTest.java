package org.muster.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.spec.DeployRequest;
import org.muster.coordinator.core.spec.LaunchRequest;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.StepView;
import org.muster.coordinator.http.ServerForTest;
import org.muster.coordinator.http.Views;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;
import org.muster.protocol.StepKey;

/** What {@code muster module test} asks of a coordinator, and what it leaves behind. */
final class ModuleTrialTest {
  private static final ClusterName CLUSTER = new ClusterName("module-test-hello");

  private static final StepKey KEY =
      new StepKey(
          CLUSTER, Views.D1, new NodeId("master-1"), new ModuleName("command"), Phase.RUN, 1);

  private ServerForTest server;

  @BeforeEach
  void start() {
    server = new ServerForTest();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void allPhasesRunTwiceAndTheNodesGo() {
    willLaunch(Views.succeeded());
    server.clusters().willRun(command("succeeded"));
    server.clusters().log(KEY, "end 0\n");

    CliRun run = test("--set", "A=1", "--workers", "1");

    assertThat(run.out())
        .contains("\nhello: passed on process nodes")
        .endsWith("changed nothing\n");
    assertThat(run.exitCode()).as(run.err()).isZero();
    List<Object> requests = server.clusters().requests();
    LaunchRequest launch = (LaunchRequest) requests.get(0);
    assertThat(launch.modules()).containsExactly("hello");
    assertThat(launch.variables()).containsEntry("A", "1");
    assertThat(launch.yaml()).contains("isolation: process", "role: worker, count: 1");
    assertThat(requests.get(2))
        .isEqualTo(
            new DeployRequest(
                List.of(), List.of("init", "setup", "test", "run"), Map.of(), Map.of(), true));
    assertThat(requests.get(requests.size() - 1)).isEqualTo("destroy " + CLUSTER);
  }

  @Test
  void whatFailsIsSaidAndTheNodesGo() {
    willLaunch(
        Views.failing(
            Views.deployment("launch", "failed", List.of(), List.of()),
            Views.failure("hello", Phase.TEST, "nobody answers", List.of("worker-1"), "no hello")));

    CliRun run = test();

    assertThat(run.out()).endsWith("\nhello: failed on process nodes\n");
    assertThat(run.err()).contains("✗ hello test nobody answers", "worker-1 | no hello");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(server.clusters().requests()).hasSize(2).contains("destroy " + CLUSTER);
  }

  @Test
  void keptNodesStay() {
    willLaunch(Views.deployment("launch", "failed", List.of(), List.of()));

    CliRun run = test("--keep", "--json");

    assertThat(run.out()).contains("\"module\" : \"hello\"", "\"state\" : \"failed\"");
    assertThat(run.err()).contains("'muster destroy module-test-hello'");
    assertThat(server.clusters().requests()).hasSize(1);
  }

  @Test
  void nodesOfAnEarlierTestMakeRoom() {
    server.clusters().put(named(Views.succeeded()));
    willLaunch(Views.deployment("launch", "failed", List.of(), List.of()));

    test();

    assertThat(server.clusters().requests().get(0)).isEqualTo("destroy " + CLUSTER);
  }

  @Test
  void aFingerprintThatCannotBeTakenFailsTheTest() {
    willLaunch(Views.succeeded());
    server.clusters().willRun(command("failed"));
    server.clusters().log(KEY, "find: no such thing\n");

    CliRun run = test();

    assertThat(run.err()).contains("the fingerprint of master-1", "find: no such thing");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(server.clusters().requests()).contains("destroy " + CLUSTER);
  }

  @Test
  void nodesAreProcessesWhereTheyCannotBeContainersAndDoctorKnowsWhy() {
    server
        .clusters()
        .failWith(new MusterException(ErrorCode.INVALID_INPUT, "cannot run on process nodes"));

    CliRun run = CliRun.against(server, "module", "test", "hello");

    assertThat(run.err()).contains("cannot run on process nodes\n", "'muster doctor' says what");
    assertThat(run.exitCode()).isEqualTo(2);
    LaunchRequest planned = (LaunchRequest) server.clusters().requests().get(0);
    assertThat(planned.yaml()).contains("isolation: process");
  }

  @Test
  void whatCannotBeAskedForIsSaidAtOnce() {
    CliRun run =
        CliRun.against(server, "module", "test", "hello", "--isolation", "cell", "--workers", "-1");

    assertThat(run.err()).contains("'cell' but must be container or process", "-1 workers");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(
            CliRun.against(
                    server, "module", "test", "x", "--image", "lab", "--isolation", "process")
                .err())
        .contains("leave --isolation out");
    assertThat(server.clusters().requests()).isEmpty();
  }

  private CliRun test(String... options) {
    String[] line = new String[options.length + 5];
    System.arraycopy(
        new String[] {"module", "test", "hello", "--isolation", "process"}, 0, line, 0, 5);
    System.arraycopy(options, 0, line, 5, options.length);
    return CliRun.against(server, line);
  }

  private void willLaunch(DeploymentView deployment) {
    server.clusters().willLaunch(named(deployment));
  }

  private static DeploymentView command(String state) {
    StepView step =
        new StepView(
            KEY.node(), KEY.module(), KEY.phase(), KEY, 1, state, false, null, null, -1, "", "");
    return Views.deployment("command", state, List.of(), List.of(step));
  }

  private static ClusterView named(DeploymentView deployment) {
    ClusterView demo = Views.demo("running", deployment);
    return new ClusterView(
        CLUSTER,
        demo.incarnation(),
        demo.state(),
        demo.provider(),
        demo.seq(),
        demo.at(),
        demo.createdAt(),
        demo.modules(),
        demo.variables(),
        demo.deployment(),
        demo.nodes(),
        demo.services(),
        demo.alarms());
  }
}
