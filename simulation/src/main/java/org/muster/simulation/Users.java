package org.muster.simulation;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.spec.CommandRequest;
import org.muster.coordinator.core.spec.GroupSpec;
import org.muster.coordinator.core.spec.ProviderSpec;
import org.muster.coordinator.core.spec.Quorum;
import org.muster.coordinator.core.spec.Rebalance;
import org.muster.coordinator.core.spec.ScaleRequest;
import org.muster.coordinator.core.spec.Wish;
import org.muster.coordinator.flow.Clusters;
import org.muster.coordinator.flow.Coordination;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.Role;

/** People at their prompts: they ask again until they are answered. */
final class Users {
  static final String SECRET = "hunter2-s3cr3t";

  private static final long PATIENCE = 8_000;
  private static final int TRIES = 12;

  private final World world;

  Users(World world) {
    this.world = world;
  }

  void plan(List<Act> acts) {
    acts.forEach(act -> world.timeline().after(act.at(), () -> attempt(act, TRIES)));
  }

  private void attempt(Act act, int triesLeft) {
    if (triesLeft == 0) {
      return;
    }
    Optional<CoordinatorLife> life = world.coordinators().answering();
    if (life.isEmpty()) {
      world.timeline().after(PATIENCE / 4, () -> attempt(act, triesLeft - 1));
      return;
    }
    boolean[] isAnswered = {false};
    life.get()
        .program()
        .enter(
            () ->
                ask(life.get().coordination(), act)
                    .onComplete(
                        done -> {
                          isAnswered[0] = isFinal(done.cause());
                          world.watch().answered(act, done.result(), done.cause());
                        }));
    world
        .timeline()
        .after(
            PATIENCE,
            () -> {
              if (!isAnswered[0]) {
                attempt(act, triesLeft - 1);
              }
            });
  }

  /** Refusals are answers; troubles are not. */
  private static boolean isFinal(Throwable failure) {
    return failure == null
        || (failure instanceof MusterException known
            && known.code().blame() == ErrorCode.Blame.USER);
  }

  private Future<DeploymentId> ask(Coordination coordination, Act act) {
    Clusters clusters = coordination.clusters();
    String key = "key-" + act.detail();
    return switch (act.kind()) {
      case LAUNCH ->
          coordination.launch(
              new Wish(spec(), world.software().blueprint(act.detail()), List.of()),
              Map.of("PASSWORD", SECRET),
              key);
      case DEPLOY ->
          coordination.deploy(
              world.cluster(),
              world.software().blueprint(act.detail()),
              act.detail() % 3 == 0,
              key);
      case SCALE -> clusters.scale(world.cluster(), change(act), key);
      case REPLACE -> clusters.replace(world.cluster(), worker(act), key);
      case RUN -> clusters.run(world.cluster(), command(act), key);
      case CANCEL -> clusters.cancel(world.cluster(), "");
      case RESUME -> clusters.resume(world.cluster());
      case STOP -> clusters.stop(world.cluster()).map(done -> null);
      case START -> clusters.start(world.cluster()).map(done -> null);
      case DESTROY -> clusters.destroy(world.cluster()).map(done -> null);
    };
  }

  private ScaleRequest change(Act act) {
    Dice dice = Dice.of(world.scenario().seed(), "scale", act.detail());
    return switch (dice.below(3)) {
      case 0 -> new ScaleRequest(dice.below(5), 0, List.of());
      case 1 -> new ScaleRequest(null, dice.between(1, 2), List.of());
      default -> new ScaleRequest(null, 0, List.of(worker(act)));
    };
  }

  private String worker(Act act) {
    return "worker-"
        + Dice.of(world.scenario().seed(), "worker", act.detail())
            .between(1, world.scenario().workers() + 2);
  }

  private static CommandRequest command(Act act) {
    return new CommandRequest(
        List.of("uptime"), act.detail() % 2 == 0 ? "" : "master", "", act.detail() % 3 * 20L, "");
  }

  private Map<String, String> ofGroup() {
    boolean isFollowing = Dice.of(world.scenario().seed(), "rebalance").often(500);
    return isFollowing ? Map.of(Rebalance.SETTING, Rebalance.REPLACE.label()) : Map.of();
  }

  private ClusterSpec spec() {
    return new ClusterSpec(
        world.cluster(),
        new ProviderSpec("local", "process", new TreeMap<>()),
        Quorum.parse(world.scenario().arrival().ready()),
        List.of(
            new GroupSpec(Role.MASTER, 1, "medium", new TreeMap<>()),
            new GroupSpec(
                Role.WORKER, world.scenario().workers(), "small", new TreeMap<>(ofGroup()))),
        List.of(),
        Map.of(),
        new TreeMap<>(),
        List.of("PASSWORD"),
        "");
  }
}
