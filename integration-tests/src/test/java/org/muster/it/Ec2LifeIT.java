package org.muster.it;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.muster.coordinator.provider.local.container.ContainerMachines;
import org.muster.ec2.DocumentSigner;
import org.muster.ec2.Ec2Endpoint;
import org.muster.ec2.Machines;
import org.muster.ec2.books.GroupEntry;
import org.muster.ec2.books.InstanceEntry;
import org.muster.ec2.books.InstanceState;
import org.muster.ec2.books.Pace;
import org.muster.ec2.books.Region;
import org.muster.time.RealTime;

/**
 * The life of a cluster of EC2, from launch to destroy, with machines that boot: each instance is a
 * container with the agent of an image, which reads its user-data and shows its signed document.
 */
@EnabledIfEnvironmentVariable(
    named = "MUSTER_PRIVILEGED_TESTS",
    matches = "1",
    disabledReason = "containers need root: set MUSTER_PRIVILEGED_TESTS=1")
final class Ec2LifeIT {
  private static final Duration A_CHANGE = Duration.ofMinutes(5);
  private static final String REGION = "eu-test-1";
  private static final String IMAGE = "ami-00000000000000001";
  private static final String SUBNET = "subnet-00000077";
  private static final Path ROOT = Path.of(System.getProperty("muster.root"));
  private static final Path DISTRIBUTION = Path.of(System.getProperty("muster.dist"));

  private static final String SLOW_JOB =
      """
      import java.time.Duration;
      import java.util.List;
      import java.util.concurrent.locks.LockSupport;
      import java.util.stream.IntStream;
      import org.apache.spark.SparkConf;
      import org.apache.spark.api.java.JavaSparkContext;

      public final class Slow {
        public static void main(String[] arguments) {
          int tasks = Integer.parseInt(arguments[0]);
          long nanos = Duration.parse(arguments[1]).toNanos();
          List<Integer> numbers = IntStream.range(0, tasks).boxed().toList();
          try (JavaSparkContext spark = new JavaSparkContext(new SparkConf())) {
            int sum =
                spark
                    .parallelize(numbers, tasks)
                    .map(
                        number -> {
                          LockSupport.parkNanos(nanos);
                          return number;
                        })
                    .reduce(Integer::sum);
            System.out.printf("the sum of %d tasks is %d%n", tasks, sum);
          }
        }
      }
      """;

  private final Timeline timeline = new Timeline(RealTime.clock());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private ContainerHome home;
  private Remains remains;
  private Muster muster;
  private ContainerMachines machines;
  private Region region;
  private Ec2Endpoint endpoint;

  @BeforeEach
  void begin() throws Exception {
    home = ContainerHome.create();
    Path ofMachines = Files.createDirectories(home.folder().resolve("ec2"));
    Files.createSymbolicLink(
        ofMachines.resolve("images"), home.muster().home().resolve("images").toRealPath());
    remains = Remains.of(ofMachines);
    InetSocketAddress listener = freeAddress();
    machines =
        new ContainerMachines(
            ofMachines,
            DISTRIBUTION,
            ROOT.resolve("image-build/files/muster-agent.service"),
            listener);
    DocumentSigner signer = new DocumentSigner(REGION);
    region =
        new Region(
            new Region.Nature(REGION, "123456789012", RealTime.clock(), Pace.usual(), signer, 1),
            machines,
            threads);
    region.addImage(IMAGE, "muster");
    region.addSubnet(SUBNET, region.network(), "a", ContainerMachines.PREFIX, false);
    endpoint = Ec2Endpoint.serve(region);
    endpoint.trust("AKIDEXAMPLE", "secret");
    Path certificates = home.folder().resolve("regions.pem");
    Files.writeString(certificates, signer.entry());
    muster =
        home.muster()
            .with("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
            .with("AWS_SECRET_ACCESS_KEY", "secret")
            .with("AWS_EC2_METADATA_DISABLED", "true")
            .with("MUSTER_EC2_CERTIFICATES", certificates.toString())
            .with("MUSTER_AGENTS_LISTEN", "127.0.0.1:" + listener.getPort())
            .with(
                "MUSTER_AGENTS_ADVERTISE",
                "%s:%d".formatted(ContainerMachines.COORDINATOR, listener.getPort()));
  }

  /** One that nobody has now; the coordinator takes it in a moment. */
  private static InetSocketAddress freeAddress() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort());
    }
  }

  @AfterEach
  void end() throws Exception {
    muster.end();
    endpoint.close();
    threads.shutdown();
    machines.close();
    assertThat(remains.all()).isEmpty();
    home.delete();
  }

  @Test
  void aClusterLivesAndLosesNothing() throws Exception {
    Path spec = spec();
    timeline.time(
        "launch 1 + 3",
        () -> muster.succeedWithin(Muster.A_LAUNCH, "launch", "demo", "-f", spec.toString()));
    assertThat(region.living()).hasSize(4);
    String sum = writeAFile();

    scaleOutUnderAJob();
    assertThat(nodes("joined")).hasSize(6);
    assertNothingIsLost(sum);

    replaceAnInterruptedWorker();
    assertNothingIsLost(sum);

    timeline.time(
        "scale to 2", () -> muster.succeedWithin(A_CHANGE, "scale", "demo", "--workers", "2"));
    assertThat(nodes("joined")).containsExactlyInAnyOrder("master-1", "worker-1", "worker-2");
    assertThat(region.living()).hasSize(3);
    assertNothingIsLost(sum);

    timeline.time("stop", () -> muster.succeedWithin(A_CHANGE, "stop", "demo"));
    assertThat(region.living())
        .extracting(each -> each.stateAt(region.now()))
        .containsOnly(InstanceState.STOPPED);
    timeline.time(
        "start, until all is up",
        () -> {
          muster.succeedWithin(A_CHANGE, "start", "demo");
          return awaitRunning();
        });
    assertNothingIsLost(sum);

    timeline.time("destroy", () -> muster.succeedWithin(A_CHANGE, "destroy", "demo", "--yes"));
    assertThat(region.living()).isEmpty();
    assertThat(region.groups().there()).extracting(GroupEntry::name).allMatch("default"::equals);
    timeline.print();
  }

  /** The last worker is a spot instance, and those that are added are not. */
  private Path spec() throws IOException {
    return Files.writeString(
        home.folder().resolve("demo.yaml"),
        """
        name: demo
        provider:
          { kind: ec2, region: %s, image: %s, endpoint_url: '%s', subnets: [%s] }
        groups:
          - { role: master, count: 1, type: m6i.xlarge }
          - { role: worker, count: 2, type: m6i.large }
          - { role: worker, count: 1, type: m6i.large, spot: true }
        modules: [node, spark, ephemeral-hdfs, spark-standalone]
        variables: { SWAP_MB: 0 }
        """
            .formatted(REGION, IMAGE, endpoint.url(), SUBNET));
  }

  /** The answer is its checksum. */
  private String writeAFile() throws Exception {
    return onMaster(
            "head -c 5000000 /dev/urandom >/root/kept && hdfs dfs -put /root/kept /kept"
                + " && sha256sum </root/kept")
        .split(" ")[0];
  }

  private void assertNothingIsLost(String sum) throws Exception {
    assertThat(onMaster("hdfs dfs -cat /kept | sha256sum")).startsWith(sum);
    assertThat(onMaster("hdfs fsck /kept")).contains("HEALTHY");
  }

  /** What it prints, without the name of the node before each line. */
  private String onMaster(String command) throws Exception {
    return muster
        .succeed("run", "demo", "--node", "master-1", "--", "bash", "-c", command)
        .output()
        .replaceAll("(?m)^master-1 \\| ", "");
  }

  /** On the master, against the Spark that is there. */
  private Path compileSlowJob() throws Exception {
    Path root = machines.root(instance("master-1")).resolve("root");
    Files.writeString(root.resolve("Slow.java"), SLOW_JOB);
    String said =
        onMaster(
            "cd /root && javac -proc:none -cp '/opt/spark/jars/*' -d slow Slow.java"
                + " && jar --create --file slow.jar -C slow .");
    assertThat(said).doesNotContain("error");
    return root.resolve("slow.jar");
  }

  private void scaleOutUnderAJob() throws Exception {
    String jar = compileSlowJob().toString();
    try (Running job = muster.start("submit", "demo", "--class", "Slow", jar, "90", "PT2S")) {
      timeline.time(
          "scale to 5, while a job runs",
          () -> muster.succeedWithin(A_CHANGE, "scale", "demo", "--add", "2"));
      assertThat(job.isRunning()).as("the job, which is to last longer").isTrue();
      assertThat(phasesOf("master-1")).containsExactly("join");
      assertThat(phasesOf("worker-1")).isEmpty();
      assertThat(phasesOf("worker-5")).contains("init", "setup").doesNotContain("join");
      Result ended = timeline.time("the rest of the job", () -> job.end(A_CHANGE));
      assertThat(ended.output()).as(ended.toString()).contains("the sum of 90 tasks is 4005");
      assertThat(ended.exitCode()).isZero();
    }
  }

  private void replaceAnInterruptedWorker() throws Exception {
    String taken = instance("worker-3");
    Machines.Notice notice =
        new Machines.Notice(
            Machines.Notice.Kind.TERMINATION, region.now().plus(Duration.ofMinutes(2)));
    timeline.time(
        "a spot notice: drained, and another in its place",
        () -> {
          region.notice(taken, notice);
          return Eventually.see(
              "worker-6 in the place of worker-3",
              A_CHANGE,
              () -> state() + " " + nodes("joined"),
              seen ->
                  seen.matches("running .*")
                      && !seen.contains("worker-3")
                      && seen.contains("worker-6"));
        });
    assertThat(muster.events("demo", "node-noticed"))
        .singleElement()
        .asString()
        .contains("worker-3");
    assertThat(region.living()).hasSize(6).extracting(InstanceEntry::id).doesNotContain(taken);
  }

  private String state() throws Exception {
    return muster.status("demo").path("state").asText();
  }

  private String awaitRunning() {
    return Eventually.see("the cluster to run", A_CHANGE, this::state, "running"::equals);
  }

  private String instance(String node) throws Exception {
    for (JsonNode each : muster.status("demo").path("nodes")) {
      if (each.path("node").asText().equals(node)) {
        return each.path("instance").asText();
      }
    }
    throw new AssertionError("there is no node " + node);
  }

  /** Those of the newest change. */
  private Set<String> phasesOf(String node) throws Exception {
    return muster.steps("demo").keySet().stream()
        .filter(step -> step.startsWith(node + " "))
        .map(step -> step.substring(step.lastIndexOf(' ') + 1))
        .collect(toSet());
  }

  private Set<String> nodes(String state) throws Exception {
    List<JsonNode> nodes = new ArrayList<>();
    muster.status("demo").path("nodes").forEach(nodes::add);
    return nodes.stream()
        .filter(node -> node.path("state").asText().equals(state))
        .map(node -> node.path("node").asText())
        .collect(toSet());
  }
}
