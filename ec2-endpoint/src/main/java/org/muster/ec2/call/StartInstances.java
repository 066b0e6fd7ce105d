package org.muster.ec2.call;

import java.util.Set;
import org.muster.ec2.books.InstanceEntry;
import org.muster.ec2.books.InstanceState;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Starts instances that were stopped; those that are on stay so. */
final class StartInstances implements Call {
  @Override
  public Set<String> parameters() {
    return Takes.of("InstanceId.N");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    for (InstanceEntry instance : region.known(asked.list("InstanceId"))) {
      InstanceState state = instance.stateAt(region.now());
      if (state == InstanceState.STOPPING || state.isOver()) {
        throw StateChanges.wrongState(instance, "started");
      }
    }
    StateChanges.of(asked, region, (instance, state) -> start(region, instance, state)).write(xml);
  }

  private static void start(Region region, InstanceEntry instance, InstanceState state) {
    if (state == InstanceState.STOPPED) {
      region.start(instance);
    }
  }
}
