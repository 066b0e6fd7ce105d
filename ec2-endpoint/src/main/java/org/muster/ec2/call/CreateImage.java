package org.muster.ec2.call;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muster.ec2.books.ImageEntry;
import org.muster.ec2.books.InstanceEntry;
import org.muster.ec2.books.InstanceState;
import org.muster.ec2.books.Region;
import org.muster.ec2.books.VolumeEntry;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Makes an image of an instance that runs or is stopped, and snapshots of its volumes. */
final class CreateImage implements Call {
  private static final String DEVICES = "BlockDeviceMapping";

  @Override
  public Set<String> parameters() {
    return Takes.tagged(
        "InstanceId",
        "Name",
        "Description",
        "NoReboot",
        DEVICES + ".N.DeviceName",
        DEVICES + ".N.NoDevice",
        DEVICES + ".N.Ebs.DeleteOnTermination");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    InstanceEntry instance = region.known(List.of(asked.required("InstanceId"))).get(0);
    InstanceState state = instance.stateAt(region.now());
    if (state != InstanceState.RUNNING && state != InstanceState.STOPPED) {
      throw StateChanges.wrongState(instance, "made an image of");
    }
    boolean isShutDown = state == InstanceState.RUNNING && !asked.flag("NoReboot").orElse(false);
    ImageEntry image =
        region
            .images()
            .freeze(instance, ImageText.order(asked), disks(asked, instance, region), isShutDown);
    xml.put("imageId", image.id());
  }

  /** The instance's volumes, and whether they are to end with instances of the image. */
  private static Map<VolumeEntry, Boolean> disks(
      Parameters asked, InstanceEntry instance, Region region) {
    Map<VolumeEntry, Boolean> disks = new LinkedHashMap<>();
    instance.volumes().stream()
        .filter(each -> each.isThere(region.now()))
        .forEach(each -> disks.put(each, each.wish().endsWithInstance()));
    String root = instance.wish().image().rootDevice();
    for (Parameters part : asked.parts(DEVICES)) {
      String device = part.required("DeviceName");
      VolumeEntry volume =
          disks.keySet().stream()
              .filter(each -> each.wish().device().equals(device))
              .findFirst()
              .orElseThrow(() -> refused(device));
      if (part.text("NoDevice").isEmpty()) {
        part.flag("Ebs.DeleteOnTermination").ifPresent(ends -> disks.put(volume, ends));
      } else if (device.equals(root)) {
        throw refused(device);
      } else {
        disks.remove(volume);
      }
    }
    return disks;
  }

  private static Ec2Refusal refused(String device) {
    return Ec2Refusal.of(
        "InvalidBlockDeviceMapping", "Invalid device name %s for this instance", device);
  }
}
