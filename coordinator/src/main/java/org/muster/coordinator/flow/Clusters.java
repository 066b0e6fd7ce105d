package org.muster.coordinator.flow;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import org.muster.coordinator.core.spec.CommandRequest;
import org.muster.coordinator.core.spec.DeployRequest;
import org.muster.coordinator.core.spec.LaunchRequest;
import org.muster.coordinator.core.spec.ScaleRequest;
import org.muster.coordinator.core.view.ClusterSummary;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.EntranceView;
import org.muster.coordinator.core.view.EventView;
import org.muster.coordinator.core.view.PlanView;
import org.muster.protocol.ClusterName;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;

/**
 * Everything that can be asked of the clusters of this coordinator. Never blocks; futures complete
 * on the caller's context, and fail with a {@link org.muster.error.MusterException}. What changes
 * something answers once the change is durable.
 */
public interface Clusters {
  Future<List<ClusterSummary>> list();

  /**
   * With all steps when {@code withSteps}; fails with NOT_FOUND for a cluster that is not there.
   */
  Future<ClusterView> view(ClusterName cluster, boolean withSteps);

  /** Any deployment of the cluster, commands included, with all its steps. */
  Future<DeploymentView> deployment(ClusterName cluster, DeploymentId deployment);

  /** The newest deployments first, without their steps. */
  Future<List<DeploymentView>> deployments(ClusterName cluster);

  /** Checks the wish as a whole and says what would be done; touches nothing. */
  Future<PlanView> plan(LaunchRequest request);

  /**
   * Begins a launch.
   *
   * @param idempotencyKey the same key and request give the same answer; empty for none
   */
  Future<DeploymentId> launch(LaunchRequest request, String idempotencyKey);

  Future<DeploymentId> deploy(ClusterName cluster, DeployRequest request, String idempotencyKey);

  /**
   * Begins to add or remove workers; the answer is the deployment that does it. Fails with CONFLICT
   * when there are so many workers already.
   */
  Future<DeploymentId> scale(ClusterName cluster, ScaleRequest request, String idempotencyKey);

  /** Begins to set up a new worker in place of this one, which is removed afterwards. */
  Future<DeploymentId> replace(ClusterName cluster, String node, String idempotencyKey);

  /** Tries again what failed, is unknown or was skipped in the newest deployment. */
  Future<DeploymentId> resume(ClusterName cluster);

  /** Cancels one deployment, or with an empty id the newest that is still running. */
  Future<DeploymentId> cancel(ClusterName cluster, String deployment);

  /** Begins a command; its output is in the logs of its steps. */
  Future<DeploymentId> run(ClusterName cluster, CommandRequest request, String idempotencyKey);

  Future<Void> stop(ClusterName cluster);

  Future<Void> start(ClusterName cluster);

  /** Completes when the wish is durable; the event {@code cluster-destroyed} ends it. */
  Future<Void> destroy(ClusterName cluster);

  /**
   * What a machine that somebody else boots has to be told to join: JSON with a token in it. Fails
   * with CONFLICT where the provider tells its machines itself.
   */
  Future<String> joinData(ClusterName cluster);

  /**
   * Where somebody gets into a node by hand. Fails with CONFLICT while there is no such machine.
   */
  Future<EntranceView> entrance(ClusterName cluster, NodeId node);

  /** Events after the given sequence number, oldest first. */
  Future<List<EventView>> events(ClusterName cluster, long after, int limit);

  /**
   * Calls the listener for every event after the given one, and on every change of what is shown
   * with no event (a hint with sequence 0). Close to end it.
   */
  Subscription follow(ClusterName cluster, long after, Consumer<EventView> listener);

  /** A piece of the coordinator's copy of a step's output; empty data at its present end. */
  Future<LogSlice> log(StepKey step, long offset, int maxBytes);

  /** Ends a subscription; later calls do nothing. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * A piece of a log.
   *
   * @param offset where the data begins: later than asked for when bytes were lost before it
   * @param isComplete whether the step is over and this reaches its end
   */
  record LogSlice(long offset, byte[] data, boolean isComplete) {}
}
