package org.muster.coordinator.flow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.coordinator.core.event.BarrierId;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.DeploymentOutcome;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.event.NodeWish;
import org.muster.coordinator.core.event.StepRef;
import org.muster.coordinator.core.plan.ModuleSketch;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.spec.GroupSpec;
import org.muster.coordinator.core.spec.ProviderSpec;
import org.muster.coordinator.core.spec.Quorum;
import org.muster.error.ErrorCode;
import org.muster.protocol.BarrierRequest;
import org.muster.protocol.ClusterName;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.Facts;
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.LaunchId;
import org.muster.protocol.Member;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;

/** One of each event, with no field left empty that can be filled. */
final class EventSamples {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final NodeId MASTER = new NodeId("master-1");
  private static final NodeId WORKER = new NodeId("worker-1");
  private static final DeploymentId D1 = new DeploymentId("d1");
  private static final LaunchId L1 = new LaunchId("l1");
  private static final ModuleName SPARK = new ModuleName("spark");
  private static final StepKey STEP = StepKey.parse("demo/d1/worker-1/spark/setup/2");
  private static final StepRef REF = new StepRef(WORKER, SPARK, Phase.SETUP);
  private static final BarrierId BARRIER = new BarrierId(SPARK, Phase.SETUP, "formatted");
  private static final Facts FACTS =
      new Facts(
          "boot-1",
          "host",
          "127.23.5.2",
          "process",
          2048,
          2,
          List.of("/mnt"),
          3,
          "small",
          "17.0.1",
          "");

  private EventSamples() {}

  static List<Event> all() {
    return List.of(
        new Event.OwnershipClaimed("coordinator-7"),
        new Event.ClusterCreated(3, spec(), "key-1"),
        new Event.LaunchWished(
            L1,
            List.of(new NodeWish(WORKER, Role.WORKER, "small", 1, sorted("zone", "a"))),
            AT.plusSeconds(3600),
            List.of(MASTER)),
        new Event.NodesLaunched(L1, sorted(WORKER, "i-1")),
        new Event.LaunchFailed(L1, "no capacity"),
        new Event.NodeJoined(WORKER, "i-1", "AAAA", FACTS),
        new Event.JoinRefused("i-2", ErrorCode.JOIN_REFUSED, "its join token is wrong"),
        new Event.NodeReported(WORKER, FACTS),
        new Event.NodeKeyChanged(WORKER, "BBBB"),
        new Event.NodeLost(WORKER, "silent"),
        new Event.NodeBack(WORKER),
        new Event.NodeNoticed(
            WORKER,
            InstanceNotice.interruption("terminate", AT),
            "another is ordered at once, and it is drained"),
        deploymentStarted(),
        new Event.DeploymentResumed(D1),
        new Event.DeploymentCancelling(D1, "by the user"),
        new Event.DeploymentBlocked(D1, List.of("worker-1")),
        new Event.DeploymentUnblocked(D1),
        new Event.DeploymentEnded(D1, DeploymentOutcome.FAILED, "spark setup on worker-1 failed"),
        new Event.ArtifactReady(D1, SPARK, "dist", "abcd", 1234567890123L),
        new Event.ArtifactFailed(D1, SPARK, "dist", "404"),
        new Event.MembershipFrozen(
            D1, List.of(new Member(MASTER, Role.MASTER, "127.23.5.1", 0)), List.of(WORKER)),
        new Event.StepAssigned(STEP),
        new Event.StepRunning(STEP, AT),
        new Event.StepEnded(STEP, result(), true),
        new Event.StepsSkipped(D1, List.of(REF), "spark init on worker-1 failed"),
        new Event.StepsCancelled(D1, List.of(REF)),
        new Event.BarrierReached(
            STEP, "77-1", new BarrierRequest("formatted", "worker", "95%", 60)),
        new Event.BarrierReleased(D1, BARRIER, List.of(WORKER)),
        new Event.BarrierBroken(D1, BARRIER, "worker-1 is lost"),
        new Event.ValueShared(STEP, "77-2", "leader", "line\nline"),
        new Event.StopWished(),
        new Event.NodesStopped(),
        new Event.StartWished(),
        new Event.NodesStarted(),
        new Event.DestroyWished(),
        new Event.ClusterDestroyed(),
        new Event.ProviderFailed("launch", "timeout"),
        new Event.RemovalWished(List.of(WORKER), "drained by d2"),
        new Event.NodesRemoved(List.of(WORKER)),
        new Event.JournalAdopted("coordinator-7", 12, 3),
        new Event.HistoryForgotten(3, 4, 5));
  }

  private static StepResult result() {
    return new StepResult(
        StepOutcome.FAILED, 3, "exit 3", false, AT, AT.plusSeconds(2), 4096, List.of("last line"));
  }

  private static ClusterSpec spec() {
    return new ClusterSpec(
        new ClusterName("demo"),
        new ProviderSpec("local", "process", sorted("network", "127.23")),
        Quorum.parse("95%"),
        List.of(new GroupSpec(Role.WORKER, 2, "small", sorted("zone", "a"))),
        List.of(SPARK),
        Map.of(Phase.RUN, List.of()),
        sorted("SPARK_VERSION", "4.1.0"),
        List.of("S3_KEY"),
        "overlay-tree");
  }

  private static Event.DeploymentStarted deploymentStarted() {
    ModuleSketch spark =
        ModuleSketch.module("spark", Phase.INIT)
            .on(Phase.SETUP, Role.WORKER, Role.MASTER)
            .retries(Phase.SETUP, 2)
            .requires("hadoop")
            .requiresEverywhere("hdfs")
            .artifact("dist")
            .service("Spark", Role.MASTER, "http://{{address}}:8080");
    return new Event.DeploymentStarted(
        D1,
        DeploymentKind.COMMAND,
        ModuleSketch.blueprint(spark),
        List.of(MASTER, WORKER),
        List.of("echo", "hi there"),
        60,
        true,
        "key-1",
        List.of(WORKER),
        List.of(MASTER));
  }

  private static <K extends Comparable<K>> SortedMap<K, String> sorted(K key, String value) {
    return new TreeMap<>(Map.of(key, value));
  }
}
