package org.muster.ec2;

import java.util.List;

/** Writes down what is to boot. */
record RecordingMachines(List<Machines.Order> booted) implements Machines {
  @Override
  public String boot(Order order) {
    booted.add(order);
    return order.privateAddress();
  }

  @Override
  public String start(Order order) {
    return boot(order);
  }

  @Override
  public void stop(String instanceId) {}

  @Override
  public void reboot(String instanceId) {}

  @Override
  public void terminate(String instanceId) {}
}
