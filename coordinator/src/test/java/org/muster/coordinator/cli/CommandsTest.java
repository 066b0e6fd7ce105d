package org.muster.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.http.ServerForTest;
import org.muster.coordinator.http.Views;
import org.muster.protocol.Phase;

/** Commands that look at something: their text, their JSON, their exit codes. */
final class CommandsTest {
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

  static List<String> names() {
    return List.copyOf(Commands.names());
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyCommandHasHelpWithExamples(String name) {
    CliRun run = CliRun.against(server, name, "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage: muster " + name).contains("--json");
    if (!name.equals("version")) {
      assertThat(run.out()).contains("Examples:").contains("  muster " + name);
    }
  }

  @Test
  void helpListsEveryCommand() {
    CliRun run = CliRun.against(server, "--help");

    assertThat(run.out()).contains(Commands.names());
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void noCommandIsAUsageMistake() {
    assertThat(CliRun.against(server).exitCode()).isEqualTo(2);
  }

  @Test
  void aTypoIsAnsweredWithWhatWasMeant() {
    CliRun run = CliRun.against(server, "stats", "demo");

    assertThat(run.err()).contains("Did you mean: muster status");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void anUnknownOptionIsAUsageMistake() {
    CliRun run = CliRun.against(server, "status", "demo", "--stepz");

    assertThat(run.err()).contains("--stepz").contains("Try 'muster status --help'.");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void nodesAreATableAndAnArray() throws IOException {
    assertThat(CliRun.against(server, "nodes", "demo").out())
        .isEqualTo(
            """
            NODE      ROLE    TYPE   STATE   FOR   ADDRESS     MEMORY    CORES
            master-1  master  small  joined  40 s  127.20.0.1  1024 MiB  1
            worker-1  worker  small  joined  40 s  127.20.0.1  1024 MiB  1
            worker-2  worker  small  joined  40 s  127.20.0.1  1024 MiB  1
            """);
    assertThat(json(CliRun.against(server, "nodes", "demo", "--json"))).hasSize(3);
  }

  @Test
  void servicesAreATableAndAnArray() throws IOException {
    assertThat(CliRun.against(server, "services", "demo").out())
        .isEqualTo(
            """
            SERVICE       NODE      MODULE  URL
            Spark master  master-1  spark   http://127.20.0.1:8080
            """);
    assertThat(
            json(CliRun.against(server, "services", "demo", "--json")).path(0).path("url").asText())
        .isEqualTo("http://127.20.0.1:8080");
  }

  @Test
  void theMastersAddressIsAllThatGetMasterPrints() {
    assertThat(CliRun.against(server, "get-master", "demo").out()).isEqualTo("127.20.0.1\n");
  }

  @Test
  void proxyPrintsTheUrlOfAService() {
    assertThat(CliRun.against(server, "proxy", "demo", "spark").out())
        .isEqualTo("http://127.20.0.1:8080\n");
    CliRun none = CliRun.against(server, "proxy", "demo", "hdfs");
    assertThat(none.err()).contains("offers no service 'hdfs'; it offers 'Spark master'");
    assertThat(none.exitCode()).isEqualTo(2);
  }

  @Test
  void proxySaysWhatIsMissingWhereNothingLeadsToTheNodes() {
    ClusterView demo = Views.demo("running", Views.succeeded());
    server.clusters().put(Views.offering(demo, "http://10.0.0.7:8080"));

    CliRun run = CliRun.against(server, "proxy", "demo");

    assertThat(run.err())
        .contains("http://10.0.0.7:8080")
        .contains("what is missing is a VPN, or a tunnel")
        .contains("ssh -L 8080:10.0.0.7:8080 HOST");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void aPageCanBeOpenedWhereThereIsAProgramForIt() {
    CliRun run = CliRun.against(server, "proxy", "demo", "--open");

    assertThat(run.out()).isEqualTo("http://127.20.0.1:8080\n");
    assertThat(run.err()).contains("no xdg-open on this machine", "install xdg-utils");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void jsonOfStatusIsTheViewAsTheApiGivesIt() throws IOException {
    JsonNode view = json(CliRun.against(server, "status", "demo", "--json"));

    assertThat(view.path("deployment").path("phases")).hasSize(2);
  }

  @Test
  void eventsAreLinesWithTheirNumbers() throws IOException {
    server.clusters().publish(Views.DEMO, "cluster-wished", "demo");
    server.clusters().publish(Views.DEMO, "node-joined", "worker-1");

    CliRun run = CliRun.against(server, "events", "demo", "--after", "1");

    assertThat(run.out())
        .matches(" {4}2 {2}\\d\\d:\\d\\d:\\d\\d\\.\\d{3} {2}node-joined +worker-1\n");
    assertThat(json(CliRun.against(server, "events", "demo", "--json"))).hasSize(2);
  }

  @Test
  void followedEventsEndWithTheCluster() {
    server.clusters().publish(Views.DEMO, "node-joined", "worker-1");
    server.clusters().publish(Views.DEMO, "cluster-destroyed", "");

    CliRun run = CliRun.against(server, "events", "demo", "--follow");

    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void logsHaveTheStepBeforeEachLineWhenThereAreSeveral() {
    server.clusters().put(Views.demo("running", twoSteps()));
    server.clusters().log(Views.key("worker-1", "spark", Phase.SETUP), "one\ntwo\n");
    server.clusters().log(Views.key("worker-2", "spark", Phase.SETUP), "three");

    assertThat(CliRun.against(server, "logs", "demo").out())
        .isEqualTo(
            """
            worker-1 spark setup | one
            worker-1 spark setup | two
            worker-2 spark setup | three
            """);
    assertThat(CliRun.against(server, "logs", "demo", "--node", "worker-1", "--grep", "^t").out())
        .isEqualTo("two\n");
  }

  @Test
  void logsOfNoStepSayWhereTheStepsAre() {
    CliRun run = CliRun.against(server, "logs", "demo", "--module", "hdfs");

    assertThat(run.err()).contains("see 'muster timeline demo'");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void theTimelineIsABarForEachStep() throws IOException {
    server.clusters().put(Views.demo("running", twoSteps()));

    List<String> lines = CliRun.against(server, "timeline", "demo").out().lines().toList();

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo("41 s from begin to end");
    assertThat(lines.get(1)).matches("  worker-1 spark setup \\| +█+ +\\| 4\\.0 s");
  }

  @Test
  void theTimelineAsAPageNeedsNothingElse() throws IOException {
    server.clusters().put(Views.demo("running", twoSteps()));
    Path page = folder.resolve("timeline.html");

    CliRun run = CliRun.against(server, "timeline", "demo", "--html", page.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(Files.readString(page))
        .contains("<title>demo: 41 s from begin to end</title>")
        .contains("worker-2  spark setup")
        .doesNotContain("src=")
        .doesNotContain("href=");
  }

  @Test
  void modulesAreListedAndShown() {
    assertThat(CliRun.against(server, "module", "list").out())
        .isEqualTo(
            """
            MODULE  VERSION  RUNS ON           SUMMARY
            hello   1.2      machine, process  Says hello
            """);
    assertThat(CliRun.against(server, "module", "show", "hello").out())
        .isEqualTo(
            """
            hello 1.2
            Says hello
            phases: setup
            roles: worker
            runs on: machine, process
            services: Hello page
            variables:
              HELLO_VERSION=1.2  What to say
              HELLO_KEY          Whom to (required, secret)
            """);
    assertThat(CliRun.against(server, "module", "show", "helo").exitCode()).isEqualTo(2);
  }

  @Test
  void lintSaysWhatIsWrongWithItsPlaceAndWorksWithoutACoordinator() throws IOException {
    Path module = Files.createDirectories(folder.resolve("own/hello"));
    Files.writeString(module.resolve("module.yaml"), "name: hello\nsummary: Says hello\n");
    Files.writeString(module.resolve("setup.sh"), "log hello\nsleep 20\nif true\n");

    CliRun run = CliRun.against(server, "module", "lint", folder.resolve("own").toString());

    assertThat(run.out())
        .contains("hello: ")
        .contains("setup.sh")
        .contains("sleep")
        .contains("syntax");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void doctorLooksAtEverythingThatANodeNeeds() throws IOException {
    JsonNode findings = json(CliRun.against(server, "doctor", "--json"));

    assertThat(findings)
        .extracting(finding -> finding.path("subject").asText())
        .contains("java", "programs", "disk", "memory", "loopback", "coordinator");
  }

  @Test
  void completionIsAScriptForEveryCommand() {
    CliRun run = CliRun.against(server, "completion");

    assertThat(run.out()).contains("complete -F").contains("get-master");
  }

  private static DeploymentView twoSteps() {
    return Views.deployment(
        "launch",
        "succeeded",
        List.of(),
        List.of(
            Views.step("worker-1", "spark", Phase.SETUP, "succeeded"),
            Views.step("worker-2", "spark", Phase.SETUP, "succeeded")));
  }

  private static JsonNode json(CliRun run) throws IOException {
    return new ObjectMapper().readTree(run.out());
  }
}
