package org.muster.coordinator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.journal.PostgresSettings;
import org.muster.coordinator.testkit.PostgresServer;

/** Real coordinators and agents over a journal in a real PostgreSQL. */
final class SharedJournalIT {
  @TempDir private Path temp;

  private PostgresServer database;
  private PostgresSettings journal;
  private MusterProcess first;
  private MusterProcess second;
  private int firstPort;
  private int secondPort;

  @BeforeEach
  void begin() throws Exception {
    database = PostgresServer.start();
    journal = database.fresh("shared");
    first = new MusterProcess(temp.resolve("first"));
    second = new MusterProcess(temp.resolve("second"));
    firstPort = freePort();
    secondPort = freePort();
  }

  @AfterEach
  void end() throws Exception {
    first.end();
    second.end();
    database.close();
  }

  @Test
  void aClusterSurvivesAKillAndMovesToWhoeverStartsAfterIt() throws Exception {
    Process killed = serve(first, firstPort);
    first.succeed("launch", "small", "-f", spec(), "--module-path", modules());
    killed.destroyForcibly().waitFor();

    serve(first, firstPort);

    assertThat(first.succeed("status", "small")).contains("small: running on local, 2 of 2 nodes");
    assertThat(runOn(first)).contains("worker-1");
    assertThat(first.home().resolve("journal.db")).doesNotExist();

    copyAuthorities();
    serve(second, secondPort);
    MusterProcess.see(
        "the first to notice",
        () -> first.run("status", "small"),
        said -> said.text().contains("owned by another coordinator, which has taken it over"));
    assertThat(first.succeed("status")).contains("small").contains("owned elsewhere");
    assertThat(first.run("stop", "small").exitCode()).isEqualTo(3);
    assertThat(runOn(second)).contains("worker-1");
    assertThat(
            second.succeed("events", "small").lines().filter(l -> l.contains("took the cluster")))
        .hasSize(3);

    second.end();
    first.succeed("coordinator", "stop");
    serve(first, firstPort);
    MusterProcess.see(
        "the nodes to be back",
        () -> first.run("destroy", "small", "--yes"),
        said -> said.exitCode() == 0);
    assertThat(first.home().resolve("clusters/small")).doesNotExist();
  }

  private String runOn(MusterProcess muster) throws Exception {
    return MusterProcess.see(
            "the nodes to answer",
            () -> muster.run("run", "small", "--role", "worker", "--", "printenv", "MUSTER_NODE"),
            said -> said.exitCode() == 0)
        .text();
  }

  private Process serve(MusterProcess muster, int port) throws Exception {
    return muster.serve(
        "--journal",
        journal.url(),
        "--journal-user",
        journal.user(),
        "--agents-listen",
        "127.0.0.1:" + port,
        "--agents-advertise",
        "127.0.0.1:" + firstPort,
        "--agents-advertise",
        "127.0.0.1:" + secondPort);
  }

  private void copyAuthorities() throws Exception {
    Path from = first.home().resolve("ca");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path to = second.home().resolve("ca").resolve(from.relativize(file).toString());
        Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private String spec() throws Exception {
    return Files.write(
            temp.resolve("cluster.yaml"),
            List.of(
                "name: example",
                "groups:",
                "  - { role: master, count: 1, type: small }",
                "  - { role: worker, count: 1, type: small }",
                "modules: [greeting]"))
        .toString();
  }

  private String modules() throws Exception {
    Path module = Files.createDirectories(temp.resolve("modules/greeting"));
    Files.writeString(module.resolve("module.yaml"), "name: greeting\nsummary: Says hello\n");
    Files.writeString(module.resolve("setup.sh"), "echo hello\n");
    return temp.resolve("modules").toString();
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
