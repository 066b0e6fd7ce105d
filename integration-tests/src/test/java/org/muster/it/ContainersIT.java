package org.muster.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A cluster of real containers: what a node is, what it has, what befalls it, what is left. */
@EnabledIfEnvironmentVariable(
    named = "MUSTER_PRIVILEGED_TESTS",
    matches = "1",
    disabledReason = "containers need root: set MUSTER_PRIVILEGED_TESTS=1")
final class ContainersIT {
  private static final Duration A_WHILE = Duration.ofMinutes(1);
  private static final String LOST_OR_LATE = "lost|late";
  private static final String BOOT_ID = "/proc/sys/kernel/random/boot_id";
  private static final String MASTER = "master-1";
  private static final String WORKER = "worker-1";

  private static ContainerHome home;
  private static Muster muster;

  @BeforeAll
  static void launch() throws Exception {
    home = ContainerHome.create();
    muster = home.muster();
    Path site = home.folder().resolve("site");
    DebianPackage.build(Files.createDirectories(site.resolve("root/rpms")));
    Files.writeString(site.resolve("root/rpms/init.sh"), "echo once >>/opt/own-init\n");
    String ghost = home.remains().mark() + ".ghost.worker-1";
    Programs.run("ip", "netns", "add", ghost); // what a coordinator that crashed might leave
    Path spec = home.folder().resolve("cluster.yaml");
    Files.writeString(
        spec,
        """
        name: boxes
        provider: { kind: local, isolation: container }
        groups:
          - { role: master, count: 1, type: small }
          - role: worker
            count: 1
            type: 512M/1
            volumes: [{ size: 64M }]
            instance_store: [{ size: 32M }, { size: 32M }]
        modules: [node, page, rpms]
        """);

    muster.succeedWithin(
        Muster.A_LAUNCH,
        "launch",
        "boxes",
        "-f",
        spec.toString(),
        "--module-path",
        Path.of("src/test/resources/modules/containers").toAbsolutePath().toString(),
        "--deploy-root-dir",
        site.toString());

    assertThat(home.remains().all()).noneMatch(each -> each.contains("ghost"));
  }

  @AfterAll
  static void nothingIsLeftOfADestroyedCluster() throws Exception {
    if (home == null) {
      return;
    }
    assertThat(home.remains().all()).as("of the cluster, before").isNotEmpty();
    muster.end();
    assertThat(home.remains().all()).isEmpty();
    home.delete();
  }

  @Test
  void aNodeIsAMachineOfItsOwn() throws Exception {
    assertThat(on(WORKER, "cat", "/proc/sys/kernel/hostname")).isEqualTo(WORKER);
    assertThat(on(WORKER, "getent", "hosts", MASTER)).endsWith(MASTER);
    assertThat(on(WORKER, "cat", "/proc/1/comm")).isEqualTo("init");
    assertThat(on(WORKER, "cat", BOOT_ID))
        .isNotEqualTo(Files.readString(Path.of(BOOT_ID)).strip())
        .isNotEqualTo(on(MASTER, "cat", BOOT_ID));
    assertThat(on(WORKER, "ip", "route")).doesNotContain("default");
    assertThat(on(WORKER, "ls", "/usr/lib/muster")).contains("muster-agent.jsa");
  }

  @Test
  void nodesReachEachOtherAndNotThisMachine() throws Exception {
    assertThat(on(MASTER, "curl", "-sf", "http://worker-1:8000/runs")).isEqualTo("ran");
    try (ServerSocket ours = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
      Result attempt =
          muster.run(
              "run",
              "boxes",
              "--node",
              WORKER,
              "--",
              "curl",
              "-s",
              "--max-time",
              "3",
              "http://10.77.0.1:" + ours.getLocalPort());
      assertThat(attempt.exitCode()).isNotZero();
    }
  }

  @Test
  void aProcessThatWantsMoreThanItsNodeHasIsKilled() throws Exception {
    Result greedy =
        muster.run("run", "boxes", "--node", WORKER, "--", "python3", "-c", "'x' * (900 << 20)");

    assertThat(greedy.exitCode()).isEqualTo(1);
    assertThat(greedy.all()).containsAnyOf("KILL", "137");
    assertThat(on(WORKER, "echo", "well")).isEqualTo("well");
  }

  @Test
  void aShellIsRootsInTheNode() throws Exception {
    Result shell = muster.typing("hostname; id -un; pwd; exit 4\n", "login", "boxes", WORKER);

    assertThat(shell.output().lines()).containsExactly(WORKER, "root", "/root");
    assertThat(shell.exitCode()).as("the shell's own").isEqualTo(4);
  }

  @Test
  void disksAreToldApartAndFormatted() throws Exception {
    for (String directory : List.of("/vol0", "/mnt", "/mnt2")) {
      assertThat(on(WORKER, "findmnt", "-n", "-o", "FSTYPE", directory)).isEqualTo("ext4");
    }
    assertThat(on(WORKER, "readlink", "/vol")).isEqualTo("vol0");
    assertThat(on(WORKER, "printenv", "MUSTER_DATA_DIRS")).isEqualTo("/mnt,/mnt2");
  }

  @Test
  void packagesOfTheUserAreInstalled() throws Exception {
    assertThat(on(WORKER, "cat", DebianPackage.FILE)).isEqualTo(DebianPackage.CONTENT);
    assertThat(on(WORKER, "cat", "/opt/own-init")).isEqualTo("once");
  }

  @Test
  void aNodeAsksForItselfAsOnEc2() throws Exception {
    String address = address(WORKER);

    assertThat(metadata(WORKER, "meta-data/local-ipv4")).isEqualTo(address);
    assertThat(metadata(WORKER, "meta-data/tags/instance/muster-role")).isEqualTo("worker");
    assertThat(metadata(WORKER, "meta-data/block-device-mapping/ebs1")).isEqualTo("sdf");
    assertThat(metadata(WORKER, "dynamic/instance-identity/document")).contains(address);
    assertThat(metadata(WORKER, "user-data")).contains("\"cluster\" : \"boxes\"");
    assertThat(status(WORKER, "http://169.254.169.254/latest/meta-data/")).isEqualTo("401");
    assertThat(metadata(WORKER, "meta-data/spot/instance-action")).isEmpty();

    faults().noticeOfEnd(muster.cluster("boxes").resolve("metadata"), address, "soon");

    assertThat(metadata(WORKER, "meta-data/spot/instance-action")).contains("terminate");
  }

  @Test
  void aPersonSeesThePagesOfANodeAtALoopbackAddress() throws Exception {
    String url = muster.status("boxes").at("/services/0/url").asText();

    assertThat(url).matches("http://127\\.\\d+\\.\\d+\\.\\d+:8000");
    assertThat(page(url + "/runs")).isEqualTo("ran\n");
  }

  @Test
  void aClusterThatWasSwitchedOffComesBackWithItsDisksAndItsDaemons() throws Exception {
    String before = on(WORKER, "cat", BOOT_ID);

    muster.succeed("stop", "boxes");
    assertThat(home.remains().all()).noneMatch(each -> each.contains("/nodes/"));
    muster.succeed("start", "boxes");
    awaitDeployments();

    assertThat(on(WORKER, "cat", BOOT_ID)).isNotEqualTo(before);
    assertThat(on(MASTER, "curl", "-sf", "http://worker-1:8000/runs")).isEqualTo("ran");
    assertThat(on(WORKER, "cat", "/mnt/runs")).isEqualTo("ran");
  }

  @Test
  void aNodeWhoseCableIsOutIsLostAndComesBackWithIt() throws Exception {
    Faults faults = faults();
    faults.cut(hostNumber(WORKER));
    awaitState(WORKER, LOST_OR_LATE);

    faults.heal(hostNumber(WORKER));

    awaitState(WORKER, "joined");
    assertThat(on(WORKER, "echo", "back")).isEqualTo("back");
  }

  @Test
  void aNodeWhosePowerFailsBootsAgain() throws Exception {
    String before = on(WORKER, "cat", BOOT_ID);

    faults().crash(WORKER);

    Eventually.see(
        "another boot of the worker",
        A_WHILE,
        () -> muster.run("run", "boxes", "--node", WORKER, "--", "cat", BOOT_ID),
        seen -> seen.exitCode() == 0 && !seen.output().contains(before));
    awaitDeployments();
    assertThat(on(MASTER, "curl", "-sf", "http://worker-1:8000/runs")).isEqualTo("ran");
  }

  private static Faults faults() {
    return new Faults(home.remains(), "boxes");
  }

  /** What a command said on one node. */
  private static String on(String node, String... command) throws Exception {
    String[] words = new String[command.length + 5];
    System.arraycopy(new String[] {"run", "boxes", "--node", node, "--"}, 0, words, 0, 5);
    System.arraycopy(command, 0, words, 5, command.length);
    String output = muster.succeed(words).output().strip();
    return output.replaceAll("(?m)^" + node + " \\| ", "");
  }

  /** Empty when there is none. */
  private static String metadata(String node, String name) throws Exception {
    String script =
        "T=$(curl -sf -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' $0/api/token);"
            + " curl -sf -H \"X-aws-ec2-metadata-token: $T\" \"$0/$1\" || true";
    return on(node, "bash", "-c", script, "http://169.254.169.254/latest", name);
  }

  private static String status(String node, String url) throws Exception {
    return on(node, "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", url);
  }

  private static JsonNode node(String name) throws Exception {
    for (JsonNode node : muster.status("boxes").path("nodes")) {
      if (node.path("node").asText().equals(name)) {
        return node;
      }
    }
    throw new AssertionError("there is no node " + name);
  }

  private static String address(String node) throws Exception {
    return node(node).path("address").asText();
  }

  private static int hostNumber(String node) throws Exception {
    String address = address(node);
    return Integer.parseInt(address.substring(address.lastIndexOf('.') + 1));
  }

  private static void awaitState(String node, String states) throws Exception {
    Eventually.see(
        "%s to be %s".formatted(node, states),
        A_WHILE,
        () -> node(node).path("state").asText(),
        seen -> seen.matches(states));
  }

  private static void awaitDeployments() throws Exception {
    Eventually.see(
        "the cluster to run",
        A_WHILE,
        () -> muster.status("boxes").path("state").asText(),
        "running"::equals);
  }

  private static String page(String url) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString(UTF_8));
    assertThat(answer.statusCode()).as(url).isEqualTo(200);
    return answer.body();
  }
}
