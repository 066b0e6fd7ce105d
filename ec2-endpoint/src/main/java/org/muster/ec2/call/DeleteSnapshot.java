package org.muster.ec2.call;

import java.util.Set;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Deletes a snapshot that no image is made of. */
final class DeleteSnapshot implements Call {
  @Override
  public Set<String> parameters() {
    return Takes.of("SnapshotId");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    region.snapshots().remove(asked.required("SnapshotId"));
    xml.put("return", true);
  }
}
