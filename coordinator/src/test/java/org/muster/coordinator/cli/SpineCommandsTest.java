package org.muster.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.WaitView;
import org.muster.coordinator.http.ServerForTest;
import org.muster.coordinator.http.Views;
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.Phase;

/** Launch, status, run, destroy: what everybody types first. */
final class SpineCommandsTest {
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
  void aLaunchShowsEachPhaseItsResultTheServicesAndWhatToTypeNext() {
    server.clusters().willLaunch(Views.demo("running", Views.succeeded()));
    server
        .clusters()
        .log(
            Views.key("master-1", "spark", Phase.RUN),
            "muster: barrier x: waiting for worker-2\nnoise\nmuster: word count is right: 42\n");

    CliRun run = CliRun.against(server, "launch", "demo");

    assertThat(run.out())
        .isEqualTo(
            """
            40 s     3 of 3 nodes joined
            40 s     node init: done 3 of 3, 2.0 s
            40 s     spark run: done 1 of 1, 2.0 s

            launch d1 succeeded in 41 s.
              word count is right: 42
              Spark master  master-1  http://127.20.0.1:8080
            Next:
              muster run demo --role worker -- hostname
              muster status demo
              muster destroy demo
            """);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void aFailedLaunchGroupsWhatFailedAndExitsWithOne() {
    DeploymentView failed =
        Views.failing(
            Views.deployment("launch", "failed", List.of(), List.of()),
            Views.failure(
                "spark",
                Phase.SETUP,
                "exit 3",
                List.of("worker-1", "worker-2"),
                "unpacking",
                "disk full"));
    server.clusters().willLaunch(Views.demo("failed", failed));

    CliRun run = CliRun.against(server, "launch", "demo");

    assertThat(run.out())
        .contains("✗ spark setup 2× exit 3: worker-1, worker-2")
        .contains("worker-1 | disk full")
        .contains("muster logs demo --node worker-1 --module spark --phase setup")
        .contains("muster resume demo");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void aBlockedLaunchNamesWhomItWaitsForAndExitsWithFour() {
    DeploymentView blocked =
        Views.waiting(
            Views.deployment("launch", "blocked", List.of(), List.of()),
            new WaitView("worker-2", "the node is lost", Views.START.plusSeconds(20), "", 4));
    server.clusters().willLaunch(Views.demo("blocked", blocked));

    CliRun run = CliRun.against(server, "launch", "demo");

    assertThat(run.out())
        .contains("waits for worker-2: the node is lost, 20 s")
        .contains("muster resume demo")
        .contains("muster cancel demo");
    assertThat(run.exitCode()).isEqualTo(4);
  }

  @Test
  void statusShowsTheClusterAndItsPhases() {
    server.clusters().put(Views.demo("running", Views.succeeded()));

    CliRun run = CliRun.against(server, "status", "demo");

    assertThat(run.out())
        .isEqualTo(
            """
            demo: running on local, 3 of 3 nodes
            launch d1 succeeded in 41 s
              node init ████████████████████ 3/3  2.0 s
              spark run ████████████████████ 1/1  2.0 s
            """);
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void statusAndNodesShowWhatAProviderHasGivenNoticeOf() {
    InstanceNotice end = InstanceNotice.interruption("terminate", Views.START.plusSeconds(120));
    server.clusters().put(Views.noticed(Views.demo("running", Views.succeeded()), end));

    assertThat(CliRun.against(server, "status", "demo").out())
        .contains("  worker-2 is joined for 40 s: will be taken back (terminate) at 2026-")
        .doesNotContain("worker-1 is");
    assertThat(CliRun.against(server, "nodes", "demo").out().lines())
        .filteredOn(line -> line.contains("will be taken back"))
        .singleElement()
        .asString()
        .startsWith("worker-2 ");
    assertThat(CliRun.against(server, "nodes", "demo", "--json").out())
        .contains("\"kind\" : \"interruption\"");
  }

  @Test
  void statusWithoutANameListsTheClusters() {
    server.clusters().put(Views.demo("running", Views.succeeded()));

    CliRun run = CliRun.against(server, "status");

    assertThat(run.out())
        .isEqualTo(
            """
            NAME  STATE    PROVIDER  NODES  DEPLOYMENT
            demo  running  local     3/3    d1 succeeded
            """);
  }

  @Test
  void statusOfNoClusterAtAllIsAUsageMistakeThatSaysWhereToLook() {
    CliRun run = CliRun.against(server, "status", "nobody");

    assertThat(run.err())
        .isEqualTo("muster: there is no cluster 'nobody'; 'muster status' lists them\n");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void aCommandPrintsEachNodesNameBeforeItsLines() {
    server.clusters().put(Views.demo("running", Views.succeeded()));
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
    server.clusters().log(Views.key("worker-1", "command", Phase.RUN), "worker-1\n");
    server.clusters().log(Views.key("worker-2", "command", Phase.RUN), "worker-2");

    CliRun run =
        CliRun.against(server, "run", "demo", "--role", "worker", "--", "printenv", "MUSTER_NODE");

    assertThat(run.out())
        .isEqualTo(
            """
            worker-1 | worker-1
            worker-2 | worker-2
            """);
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void destroyAsksAndTakesNoForNo() {
    server.clusters().put(Views.demo("running", Views.succeeded()));

    CliRun run = CliRun.answering("n\n", server, "destroy", "demo");

    assertThat(run.err()).contains("Destroy demo with its 3 nodes and all data on them? [y/N]");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(server.clusters().requests()).isEmpty();
  }

  @Test
  void destroyUnaskedDestroys() {
    server.clusters().put(Views.demo("running", Views.succeeded()));

    CliRun run = CliRun.against(server, "destroy", "demo", "--yes");

    assertThat(run.out()).isEqualTo("demo is destroyed.\n");
    assertThat(server.clusters().requests()).containsExactly("destroy demo");
    assertThat(run.exitCode()).isZero();
  }
}
