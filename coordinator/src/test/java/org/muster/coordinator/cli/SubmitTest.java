package org.muster.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.core.spec.CommandRequest;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.FailureView;
import org.muster.coordinator.http.ServerForTest;
import org.muster.coordinator.http.Views;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;

/** What {@code submit} sends, what it leaves alone, and how it ends. */
final class SubmitTest {
  private static final String TREE = "0123abcd".repeat(8);

  @TempDir private Path folder;

  private ServerForTest server;

  @BeforeEach
  void start() {
    server = new ServerForTest();
    server.clusters().put(Views.demo("running", Views.succeeded()));
    server.clusters().willRun(Views.deployment("command", "succeeded", List.of(), List.of()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void filesOfThisMachineAreSentAndNamedByTheirContent() throws IOException {
    Path app = Files.writeString(folder.resolve("job.jar"), "job");
    Path words = Files.writeString(folder.resolve("words.txt"), "words");

    CliRun run =
        submit("--class", "a.Job", "--files", words + "#stop", "--", app.toString(), "--n", "1");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(server.uploads()).hasSize(1);
    List<String> command = request().arguments();
    assertThat(command.subList(0, 4))
        .containsExactly("spark-submit", "--class", "a.Job", "--files");
    assertThat(command.get(4)).matches("submitted/[0-9a-f]{16}/words\\.txt#stop");
    assertThat(command.get(5)).matches("submitted/[0-9a-f]{16}/job\\.jar");
    assertThat(command.subList(6, 8)).containsExactly("--n", "1");
    assertThat(request().node()).isEqualTo("master-1");
    assertThat(request().overlay()).isEqualTo(TREE);
  }

  @Test
  void whatIsOnTheMasterOrBehindAUrlStaysWhereItIs() {
    CliRun run =
        submit("--jars", "master:/opt/a.jar,hdfs://m:9000/b.jar", "hdfs:/apps/job.jar", "1000");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(server.uploads()).isEmpty();
    assertThat(request().arguments())
        .containsExactly(
            "spark-submit",
            "--jars",
            "/opt/a.jar,hdfs://m:9000/b.jar",
            "hdfs:/apps/job.jar",
            "1000");
    assertThat(request().overlay()).isEmpty();
  }

  @Test
  void allFilesThatAreNotThereAreToldTogether() {
    CliRun run = submit("--jars", "gone.jar", "job.py");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "there is no file 'gone.jar' on this machine; a file on the master is master:PATH")
        .contains("there is no file 'job.py'");
    assertThat(server.clusters().requests()).isEmpty();
  }

  @Test
  void itShowsWhatTheApplicationPrintsAndEndsAsItDoes() {
    DeploymentView failed =
        Views.failing(
            Views.deployment(
                "command",
                "failed",
                List.of(),
                List.of(Views.step("master-1", "command", Phase.RUN, "failed"))),
            new FailureView(
                new ModuleName("command"),
                Phase.RUN,
                "exit 17",
                List.of(new NodeId("master-1")),
                Views.key("master-1", "command", Phase.RUN),
                17,
                List.of("bye")));
    server.clusters().willRun(failed);
    server.clusters().log(Views.key("master-1", "command", Phase.RUN), "3.14\nbye\n");

    CliRun run = submit("hdfs:/apps/job.jar");

    assertThat(run.out()).isEqualTo("3.14\nbye\n");
    assertThat(run.exitCode()).isEqualTo(17);
  }

  private CliRun submit(String... arguments) {
    String[] command = new String[arguments.length + 2];
    command[0] = "submit";
    command[1] = "demo";
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return CliRun.against(server, command);
  }

  private CommandRequest request() {
    return (CommandRequest) server.clusters().requests().get(0);
  }
}
