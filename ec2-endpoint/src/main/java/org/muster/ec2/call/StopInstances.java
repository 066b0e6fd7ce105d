package org.muster.ec2.call;

import java.util.Set;
import org.muster.ec2.books.InstanceEntry;
import org.muster.ec2.books.InstanceState;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Shuts instances down and keeps their volumes. */
final class StopInstances implements Call {
  @Override
  public Set<String> parameters() {
    return Takes.of("InstanceId.N");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    for (InstanceEntry instance : region.known(asked.list("InstanceId"))) {
      check(instance, instance.stateAt(region.now()));
    }
    StateChanges.of(asked, region, (instance, state) -> stop(region, instance, state)).write(xml);
  }

  private static void check(InstanceEntry instance, InstanceState state) {
    if (instance.wish().isSpot()) {
      throw Ec2Refusal.of(
          "UnsupportedOperation",
          "You can't stop the Spot Instance '%s' because it is associated with a one-time Spot Instance request. You can only stop Spot Instances associated with persistent Spot Instance requests.",
          instance.id());
    }
    if (state == InstanceState.PENDING || state.isOver()) {
      throw StateChanges.wrongState(instance, "stopped");
    }
  }

  private static void stop(Region region, InstanceEntry instance, InstanceState state) {
    if (state == InstanceState.RUNNING) {
      region.stop(instance);
    }
  }
}
