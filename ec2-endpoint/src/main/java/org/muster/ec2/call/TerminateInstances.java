package org.muster.ec2.call;

import org.muster.ec2.books.Region;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Ends instances; those that are over already stay so. */
final class TerminateInstances implements Call {
  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    StateChanges.of(asked, region, (instance, state) -> region.terminate(instance)).write(xml);
  }
}
