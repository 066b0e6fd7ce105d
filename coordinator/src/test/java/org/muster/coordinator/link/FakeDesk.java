package org.muster.coordinator.link;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.muster.error.ErrorCode;
import org.muster.protocol.ClusterName;
import org.muster.protocol.LaunchId;
import org.muster.protocol.NodeId;

/** A desk for one cluster: a launch admits each expected instance once; known keys come back. */
final class FakeDesk implements JoinDesk {
  static final ClusterName CLUSTER = new ClusterName("demo");
  static final long INCARNATION = 3;
  static final LaunchId LAUNCH = new LaunchId("l1");

  private final Map<String, NodeId> expected = new ConcurrentHashMap<>();
  private final Map<String, String> keys = new ConcurrentHashMap<>();
  final Queue<JoinAttempt> attempts = new ConcurrentLinkedQueue<>();
  final Queue<String> alarms = new ConcurrentLinkedQueue<>();
  final Map<NodeId, String> changedKeys = new ConcurrentHashMap<>();
  volatile boolean isLaunchExpired;

  void expect(String instance, String node) {
    expected.put(instance, new NodeId(node));
  }

  @Override
  public Future<OptionalLong> incarnationOf(ClusterName cluster) {
    return Future.succeededFuture(
        cluster.equals(CLUSTER) ? OptionalLong.of(INCARNATION) : OptionalLong.empty());
  }

  @Override
  public Future<JoinDecision> decide(JoinAttempt attempt) {
    attempts.add(attempt);
    return Future.succeededFuture(decision(attempt));
  }

  @Override
  public Future<Void> refused(ClusterName cluster, String instance, ErrorCode code, String reason) {
    alarms.add("%s: %s".formatted(instance, reason));
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> keyChanged(AgentIdentity node, String publicKey) {
    changedKeys.put(node.node(), publicKey);
    return Future.succeededFuture();
  }

  private JoinDecision decision(JoinAttempt attempt) {
    String known = keys.get(attempt.instance());
    if (known != null && known.equals(attempt.publicKey())) {
      return admitted(attempt);
    }
    if (known != null) {
      return refused("the instance has joined before, with another key");
    }
    if (!attempt.isTokenProven()) {
      return refused("the node is not known here");
    }
    if (isLaunchExpired) {
      return refused("the launch has expired");
    }
    if (!expected.containsKey(attempt.instance())) {
      return new JoinDecision.Later(Duration.ofMillis(250), "the launch has not answered yet");
    }
    keys.put(attempt.instance(), attempt.publicKey());
    return admitted(attempt);
  }

  private JoinDecision admitted(JoinAttempt attempt) {
    return new JoinDecision.Admitted(expected.get(attempt.instance()), INCARNATION);
  }

  private static JoinDecision refused(String reason) {
    return new JoinDecision.Refused(ErrorCode.JOIN_REFUSED, reason);
  }
}
