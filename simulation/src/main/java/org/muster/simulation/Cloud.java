package org.muster.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.NodeId;

/** The provider itself: its machines outlive everybody who asked for them. */
final class Cloud {
  private final World world;
  private final List<Machine> machines = new ArrayList<>();
  private long downUntil;
  private long refusesUntil;

  Cloud(World world) {
    this.world = world;
  }

  List<Machine> machines() {
    return machines;
  }

  List<Machine> of(long incarnation) {
    return machines.stream()
        .filter(machine -> machine.origin().incarnation() == incarnation)
        .toList();
  }

  Optional<Machine> number(int node) {
    List<Machine> there = machines.stream().filter(machine -> !machine.isGone()).toList();
    return there.isEmpty() ? Optional.empty() : Optional.of(there.get(node % there.size()));
  }

  /** The instance for a node: the same one for the same order. */
  String launch(LaunchOrder order, NodeId node) {
    String instance = "i-%d-%s-%s".formatted(order.incarnation(), order.launch(), node);
    boolean isThere =
        machines.stream().anyMatch(machine -> machine.origin().instance().equals(instance));
    if (!isThere) {
      Machine machine =
          new Machine(
              world,
              machines.size(),
              new Machine.Origin(instance, order.incarnation(), order.launch()));
      machines.add(machine);
      machine.boot();
    }
    return instance;
  }

  void checkUp(String call, boolean isLaunch) {
    if (world.timeline().now() < downUntil) {
      throw new MusterException(ErrorCode.PROVIDER_FAILED, call + ": the provider is down");
    }
    if (isLaunch && world.timeline().now() < refusesUntil) {
      throw new MusterException(ErrorCode.INVALID_INPUT, call + ": no such type of machine");
    }
  }

  void downFor(long millis) {
    downUntil = world.timeline().now() + millis;
  }

  void refusesFor(long millis) {
    refusesUntil = world.timeline().now() + millis;
  }
}
