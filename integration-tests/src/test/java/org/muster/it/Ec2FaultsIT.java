package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.ec2.DocumentSigner;
import org.muster.ec2.Ec2Endpoint;
import org.muster.ec2.NoMachines;
import org.muster.ec2.books.GroupEntry;
import org.muster.ec2.books.InstanceEntry;
import org.muster.ec2.books.Pace;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;
import org.muster.time.RealTime;

/**
 * A coordinator that is killed between the calls that it makes of EC2 and their answers, or that
 * EC2 often refuses: no instance is made twice, and none is forgotten.
 */
final class Ec2FaultsIT {
  private static final Duration A_WHILE = Duration.ofMinutes(2);
  private static final String REGION = "eu-test-1";
  private static final String IMAGE = "ami-00000000000000001";
  private static final int NODES = 3;

  @TempDir private Path temp;
  private Muster muster;
  private Region region;
  private Ec2Endpoint endpoint;
  private final Set<String> killedAt = ConcurrentHashMap.newKeySet();

  @BeforeEach
  void begin() throws Exception {
    serve(Pace.usual());
    muster =
        new Muster(temp)
            .with("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
            .with("AWS_SECRET_ACCESS_KEY", "secret")
            .with("AWS_EC2_METADATA_DISABLED", "true");
  }

  private void serve(Pace pace) throws Exception {
    region =
        new Region(
            new Region.Nature(
                REGION, "123456789012", RealTime.clock(), pace, new DocumentSigner(REGION), 1),
            new NoMachines(),
            Runnable::run);
    region.addImage(IMAGE, "muster");
    if (endpoint == null) {
      endpoint = Ec2Endpoint.serve(region);
    } else {
      endpoint.beginAnew(region);
    }
  }

  @AfterEach
  void end() throws Exception {
    endpoint.faults().end();
    muster.end();
    endpoint.close();
  }

  private Running launch() throws Exception {
    Path spec =
        Clusters.of(temp)
            .line(
                "provider: { kind: ec2, region: %s, image: %s, endpoint_url: '%s' }"
                    .formatted(REGION, IMAGE, endpoint.url()))
            .write();
    return muster.start("launch", "demo", "-f", spec.toString());
  }

  @Test
  void killedAtEachCallItMakesThreeInstancesAndEndsThemAll() throws Exception {
    // Longer than a coordinator needs to be back: what it cannot see it must not make again.
    serve(Pace.usual().withDescriptions(Duration.ofSeconds(15)));
    endpoint.faults().calls().heldAfter(this::killOnce);

    try (Running launch = launch()) {
      assertThat(launch.isRunning()).isTrue();
      Map<String, String> known = awaitInstances();

      assertThat(region.instances())
          .extracting(InstanceEntry::id)
          .containsExactlyInAnyOrderElementsOf(known.values());
      assertThat(killedAt).as("launching").hasSizeGreaterThanOrEqualTo(6);
    }
    killedAt.clear();
    try (Running destroy = muster.start("destroy", "demo", "--yes")) {
      awaitGone();
      assertThat(destroy.saidSoFar()).doesNotContain("Exception");
    }

    assertThat(killedAt).as("destroying").hasSizeGreaterThanOrEqualTo(4);
    assertNothingIsLeft(NODES);
  }

  @Test
  void aClusterThatIsDestroyedBeforeAnybodyHeardOfItsInstancesLeavesNone() throws Exception {
    endpoint.faults().calls("RunInstances").heldAfter(this::killOnce);

    try (Running launch = launch()) {
      assertThat(launch.isRunning()).isTrue();
      Eventually.see("the coordinator's death", A_WHILE, killedAt::size, size -> size == 1);
      assertThat(region.living()).isNotEmpty();
      endpoint.faults().end();
      muster.succeedWithin(A_WHILE, "destroy", "demo", "--yes");
    }

    assertNothingIsLeft(region.instances().size());
  }

  @Test
  void oneCallInThreeIsRefusedForTooManyCallsAndAllGoesOnAfterSomeSeconds() throws Exception {
    endpoint.faults().calls().oneIn(3).refused(Ec2Refusal::tooManyCalls);
    Instant begin = RealTime.clock().instant();

    try (Running launch = launch()) {
      assertThat(launch.isRunning()).isTrue();
      Map<String, String> known = awaitInstances();
      assertThat(known.values())
          .containsExactlyInAnyOrderElementsOf(
              region.instances().stream().map(InstanceEntry::id).toList());
      muster.succeedWithin(A_WHILE, "destroy", "demo", "--yes");
    }

    assertThat(Duration.between(begin, RealTime.clock().instant())).isLessThan(A_WHILE);
    assertThat(endpoint.answered())
        .extracting(Ec2Endpoint.Answered::word)
        .contains("RequestLimitExceeded");
    assertNothingIsLeft(NODES);
  }

  private void killOnce(Parameters asked) {
    if (killedAt.add(point(asked))) {
      try {
        ProcessHandle coordinator = muster.coordinatorProcess();
        coordinator.destroyForcibly();
        coordinator.onExit().join();
      } catch (Exception e) {
        throw new AssertionError("killing the coordinator at " + asked.text("Action"), e);
      }
    }
  }

  /** The same wish of another coordinator is the same call, though it has another address. */
  private static String point(Parameters asked) {
    Map<String, String> said = new TreeMap<>(asked.all());
    said.remove("UserData");
    return said.toString();
  }

  private Map<String, String> awaitInstances() {
    return Eventually.see(
        "%d instances of which the coordinator knows".formatted(NODES),
        A_WHILE,
        this::instances,
        known -> known.size() == NODES && known.values().stream().noneMatch(String::isEmpty));
  }

  /** What a coordinator says that may die at any moment, and is started again then. */
  private Map<String, String> instances() throws Exception {
    Map<String, String> known = new TreeMap<>();
    JsonNode status = whatIsSaid("status", "demo", "--json");
    for (JsonNode node : status.path("nodes")) {
      known.put(node.path("node").asText(), node.path("instance").asText());
    }
    return known;
  }

  private JsonNode whatIsSaid(String... command) throws Exception {
    Result result = muster.run(command);
    return result.exitCode() == 0
        ? new JsonMapper().readTree(result.output())
        : MissingNode.getInstance();
  }

  private void awaitGone() {
    Eventually.see(
        "cluster 'demo' to be gone",
        A_WHILE,
        () -> whatIsSaid("status", "--json"),
        clusters ->
            clusters.isArray()
                && StreamSupport.stream(clusters.spliterator(), false)
                    .noneMatch(one -> one.path("name").asText().equals("demo")));
  }

  private void assertNothingIsLeft(int made) {
    assertThat(region.instances()).hasSize(made);
    assertThat(region.living()).isEmpty();
    assertThat(region.groups().there()).extracting(GroupEntry::name).allMatch("default"::equals);
  }
}
