package org.muster.ec2.call;

import java.util.Set;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Deletes a volume that no instance has. */
final class DeleteVolume implements Call {
  @Override
  public Set<String> parameters() {
    return Takes.of("VolumeId");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    region.volumes().remove(asked.required("VolumeId"));
    xml.put("return", true);
  }
}
