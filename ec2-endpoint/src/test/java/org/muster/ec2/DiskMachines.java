package org.muster.ec2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Machines that are a text on a disk each. */
final class DiskMachines implements Machines {
  final Map<String, String> disks = new HashMap<>();
  final Map<String, String> images = new HashMap<>();
  final Set<String> on = new TreeSet<>();
  final Set<String> frozenWhileOn = new TreeSet<>();
  final List<Order> orders = new ArrayList<>();
  Optional<RuntimeException> trouble = Optional.empty();

  @Override
  public String boot(Order order) {
    disks.put(order.instanceId(), images.getOrDefault(order.imageId(), "as given"));
    return start(order);
  }

  @Override
  public String start(Order order) {
    orders.add(order);
    on.add(order.instanceId());
    return order.privateAddress();
  }

  @Override
  public void stop(String instanceId) {
    on.remove(instanceId);
  }

  @Override
  public void reboot(String instanceId) {}

  @Override
  public void terminate(String instanceId) {
    on.remove(instanceId);
    disks.remove(instanceId);
  }

  @Override
  public void freeze(String instanceId, String imageId) {
    trouble.ifPresent(
        why -> {
          throw why;
        });
    if (on.contains(instanceId)) {
      frozenWhileOn.add(instanceId);
    }
    images.put(imageId, disks.get(instanceId));
  }

  @Override
  public void copyImage(String fromImageId, String imageId) {
    trouble.ifPresent(
        why -> {
          throw why;
        });
    images.put(imageId, images.getOrDefault(fromImageId, "as given"));
  }

  @Override
  public void forgetImage(String imageId) {
    images.remove(imageId);
  }
}
