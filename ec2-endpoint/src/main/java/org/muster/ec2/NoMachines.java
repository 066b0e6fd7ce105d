package org.muster.ec2;

/** Instances that are in the books and nowhere else. */
public final class NoMachines implements Machines {
  @Override
  public String boot(Order order) {
    return order.privateAddress();
  }

  @Override
  public String start(Order order) {
    return order.privateAddress();
  }

  @Override
  public void stop(String instanceId) {}

  @Override
  public void reboot(String instanceId) {}

  @Override
  public void terminate(String instanceId) {}
}
