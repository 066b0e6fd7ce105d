package org.muster.ec2.call;

import java.util.List;
import java.util.Set;
import org.muster.ec2.books.InstanceEntry;
import org.muster.ec2.books.InstanceState;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Lets instances boot again. */
final class RebootInstances implements Call {
  @Override
  public Set<String> parameters() {
    return Takes.of("InstanceId.N");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    List<InstanceEntry> all = region.known(asked.list("InstanceId"));
    for (InstanceEntry instance : all) {
      if (instance.stateAt(region.now()) != InstanceState.RUNNING) {
        throw StateChanges.wrongState(instance, "rebooted");
      }
    }
    all.forEach(region::reboot);
    xml.put("return", true);
  }
}
