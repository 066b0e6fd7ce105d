package org.muster.coordinator.provider.ec2;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * What is there of a life of a cluster when it ends, also of calls whose answers nobody heard, and
 * that descriptions show late.
 */
final class Remains {
  private final Instances instances;
  private final Firewall firewall;
  private int looksAtNothing;

  Remains(Instances instances, Firewall firewall) {
    this.instances = instances;
    this.firewall = firewall;
  }

  /** Whether nothing is left. */
  boolean remove() {
    return instances
        .patience()
        .until(() -> isDone() ? Optional.of(true) : Optional.empty())
        .isPresent();
  }

  private boolean isDone() {
    List<String> there = instances.there().stream().map(Instance::instanceId).toList();
    instances.terminate(there);
    return switch (firewall.remove()) {
      case REMOVED -> true;
      case IN_USE -> false;
      // Nothing tells that no instance will be shown yet, but that none is for a while.
      case NONE -> {
        looksAtNothing = there.isEmpty() ? looksAtNothing + 1 : 0;
        yield looksAtNothing >= Changing.LOOKS_FOR_THE_UNSEEN;
      }
    };
  }
}
