package org.muster.simulation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.provider.Incarnation;
import org.muster.coordinator.provider.InstanceState;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.coordinator.provider.NodeOrder;
import org.muster.coordinator.provider.Provider;
import org.muster.protocol.NodeId;

/** The provider as one life of a coordinator calls it. */
final class LifeProvider implements Provider {
  private final CoordinatorLife life;
  private final Cloud cloud;

  LifeProvider(CoordinatorLife life) {
    this.life = life;
    this.cloud = life.world().cloud();
  }

  @Override
  public Map<NodeId, String> launch(LaunchOrder order) {
    if (life.dies(Point.BEFORE_LAUNCH_CALL)) {
      return Map.of();
    }
    cloud.checkUp("launch", true);
    life.world().watch().launchCalled(order);
    Map<NodeId, String> instances = new TreeMap<>();
    for (NodeOrder node : order.nodes()) {
      instances.put(node.node(), cloud.launch(order, node.node()));
      if (life.dies(Point.AMID_LAUNCH_CALL)) {
        return Map.of();
      }
    }
    return instances;
  }

  @Override
  public void terminate(Incarnation cluster, Collection<String> instances) {
    checkAlive("terminate");
    cloud.of(cluster.number()).stream()
        .filter(machine -> instances.contains(machine.origin().instance()))
        .forEach(Machine::destroy);
  }

  @Override
  public List<InstanceState> list(Incarnation cluster) {
    checkAlive("list");
    return cloud.of(cluster.number()).stream()
        .filter(machine -> !machine.isGone())
        .map(
            machine ->
                new InstanceState(
                    machine.origin().instance(),
                    machine.isOn() ? InstanceState.State.RUNNING : InstanceState.State.STOPPED))
        .toList();
  }

  @Override
  public void stop(Incarnation cluster, Collection<String> instances) {
    checkAlive("stop");
    cloud.of(cluster.number()).forEach(Machine::stop);
  }

  @Override
  public void start(Incarnation cluster, Collection<String> instances) {
    checkAlive("start");
    cloud.of(cluster.number()).forEach(Machine::start);
  }

  @Override
  public void forget(Incarnation cluster) {}

  @Override
  public List<String> check(ClusterSpec spec) {
    return List.of();
  }

  private void checkAlive(String call) {
    if (life.program().isDead()) {
      throw new IllegalStateException("the dead call nobody");
    }
    cloud.checkUp(call, false);
  }
}
