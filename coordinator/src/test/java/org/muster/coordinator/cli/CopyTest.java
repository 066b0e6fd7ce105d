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
import org.muster.coordinator.core.view.FailureView;
import org.muster.coordinator.http.ServerForTest;
import org.muster.coordinator.http.Views;
import org.muster.error.Problems;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;

/** What {@code copy} sends, under which names, and what it says of the nodes. */
final class CopyTest {
  private static final String TREE = "0123abcd".repeat(8);
  // printf words | sha256sum
  private static final String WORDS =
      "dba36bffa5cab0f922d087a3aeb179f9d4e745df40b323e1b1471402848c8a3e";

  @TempDir private Path folder;
  private ServerForTest server;
  private Path words;

  @BeforeEach
  void start() throws IOException {
    words = Files.writeString(folder.resolve("words.txt"), "words");
    server = new ServerForTest();
    server.clusters().put(Views.demo("running", Views.succeeded()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void oneFileGetsTheRemoteNameOrComesIntoTheRemoteFolder() {
    assertThat(names("/data/w")).containsExactly("data/w");
    assertThat(names("/data/")).containsExactly("data/words.txt");
    assertThat(names("w")).containsExactly("root/w");
    assertThat(names("../../../etc/w")).containsExactly("etc/w");
  }

  @Test
  void aFolderGoesWithAllThatIsInIt() throws IOException {
    Path site = Files.createDirectories(folder.resolve("site/css")).getParent();
    Files.writeString(site.resolve("css/a.css"), "");
    Files.createSymbolicLink(site.resolve("b.css"), Path.of("css/a.css"));

    assertThat(files(List.of(site.toString()), "/srv/web").files().keySet())
        .containsExactly("srv/web/b.css", "srv/web/css/a.css");
    assertThat(files(List.of(site.toString(), words.toString()), "/srv").files().keySet())
        .containsExactly("srv/site/b.css", "srv/site/css/a.css", "srv/words.txt");
  }

  @Test
  void theListOfHashesIsAsSha256sumReadsIt() throws IOException {
    Path odd = Files.writeString(folder.resolve("a\\b"), "words");

    assertThat(files(List.of(words.toString(), odd.toString()), "/d").checksums())
        .isEqualTo("\\%s  ./d/a\\\\b\n%s  ./d/words.txt\n".formatted(WORDS, WORDS));
  }

  @Test
  void itSendsTheFilesAndHasThemCheckedByAnArgumentVector() {
    server.clusters().willRun(Views.deployment("command", "succeeded", List.of(), List.of()));

    CliRun run = copy(words.toString(), "/data/", "--role", "worker");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(server.uploads()).hasSize(1);
    CommandRequest request = (CommandRequest) server.clusters().requests().get(0);
    assertThat(request.overlay()).isEqualTo(TREE);
    assertThat(request.role()).isEqualTo("worker");
    assertThat(request.arguments()).hasSize(5).startsWith("bash", "-c").doesNotContain("words.txt");
    assertThat(request.arguments().get(4)).matches("root/\\.muster-copy-[0-9a-f]{16}");
  }

  @Test
  void allMistakesAreToldTogetherBeforeAnythingIsSent() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Path twin =
        Files.writeString(Files.createDirectories(folder.resolve("x")).resolve("words.txt"), "");

    CliRun run = copy(words.toString(), twin.toString(), "gone", empty.toString(), "/data");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("would both become /data/words.txt")
        .contains("there is no file or folder 'gone' on this machine")
        .contains("the folder '%s' has no files".formatted(empty));
    assertThat(server.clusters().requests()).isEmpty();
  }

  @Test
  void nodesWhereItFailedAlikeAreToldTogether() {
    server
        .clusters()
        .willRun(
            Views.failing(
                Views.deployment(
                    "command",
                    "failed",
                    List.of(),
                    List.of(
                        Views.step("master-1", "command", Phase.RUN, "succeeded"),
                        Views.step("worker-1", "command", Phase.RUN, "failed"),
                        Views.step("worker-2", "command", Phase.RUN, "failed"))),
                new FailureView(
                    new ModuleName("command"),
                    Phase.RUN,
                    "exit 1",
                    List.of(new NodeId("worker-1"), new NodeId("worker-2")),
                    Views.key("worker-1", "command", Phase.RUN),
                    1,
                    List.of())));
    for (String node : List.of("master-1", "worker-1", "worker-2")) {
      server
          .clusters()
          .log(Views.key(node, "command", Phase.RUN), node.equals("master-1") ? "" : "bad\n");
    }

    CliRun run = copy(words.toString(), "/data/");

    assertThat(run.out()).isEqualTo("1 file, 1 KiB, copied to 1 node\n");
    assertThat(run.err()).isEqualTo("2 nodes: worker-1, worker-2 (exit 1)\n  bad\n");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  private Iterable<String> names(String remote) {
    return files(List.of(words.toString()), remote).files().keySet();
  }

  private static CopiedFiles files(List<String> places, String remote) {
    Problems problems = new Problems();
    CopiedFiles files = new CopiedFiles(problems);
    files.add(places, remote);
    problems.throwIfAny("the test");
    return files;
  }

  private CliRun copy(String... arguments) {
    String[] command = new String[arguments.length + 2];
    command[0] = "copy";
    command[1] = "demo";
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return CliRun.against(server, command);
  }
}
