package org.muster.ec2;

/** Machines none of which comes up. */
record FailingMachines(RuntimeException why) implements Machines {
  @Override
  public String boot(Order order) {
    throw why;
  }

  @Override
  public String start(Order order) {
    throw why;
  }

  @Override
  public void stop(String instanceId) {}

  @Override
  public void reboot(String instanceId) {}

  @Override
  public void terminate(String instanceId) {}
}
