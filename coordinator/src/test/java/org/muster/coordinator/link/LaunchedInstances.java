package org.muster.coordinator.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.muster.coordinator.core.membership.InstanceRecord;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.provider.Incarnation;
import org.muster.coordinator.provider.InstanceState;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.coordinator.provider.Provider;
import org.muster.protocol.NodeId;

/** Numbers its instances from 1, and says of each what a test wants. */
final class LaunchedInstances implements Provider {
  final Map<String, InstanceRecord> known = new ConcurrentHashMap<>();
  private final CountDownLatch launched = new CountDownLatch(1);

  void awaitLaunch() throws InterruptedException {
    assertThat(launched.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Override
  public Map<NodeId, String> launch(LaunchOrder order) {
    Map<NodeId, String> instances = new TreeMap<>();
    order
        .nodes()
        .forEach(
            node -> {
              String instance = "i-" + (instances.size() + 1);
              instances.put(node.node(), instance);
              known.put(instance, JoinScene.running(instance));
            });
    launched.countDown();
    return instances;
  }

  @Override
  public Optional<InstanceRecord> witness(Incarnation cluster, String instance) {
    return Optional.ofNullable(known.get(instance));
  }

  @Override
  public void terminate(Incarnation cluster, Collection<String> instances) {}

  @Override
  public List<InstanceState> list(Incarnation cluster) {
    return List.of();
  }

  @Override
  public void stop(Incarnation cluster, Collection<String> instances) {}

  @Override
  public void start(Incarnation cluster, Collection<String> instances) {}

  @Override
  public void forget(Incarnation cluster) {}

  @Override
  public List<String> check(ClusterSpec spec) {
    return List.of();
  }
}
