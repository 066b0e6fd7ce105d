package org.muster.ec2.call;

import java.util.Set;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Ends instances; those that are over already stay so. */
final class TerminateInstances implements Call {
  @Override
  public Set<String> parameters() {
    return Takes.of("InstanceId.N");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    StateChanges.of(asked, region, (instance, state) -> region.terminate(instance)).write(xml);
  }
}
