package org.muster.ec2.books;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muster.ec2.Machines;

/** What an instance has for volumes: those of its image, as its call has them, and the call's. */
final class Devices {
  record Planned(VolumeWish wish, Optional<SnapshotEntry> snapshot) {}

  private Devices() {}

  /** In the order of the image, then of the call. */
  static List<Planned> of(RunWish wish) {
    Map<String, Planned> planned = new LinkedHashMap<>();
    for (ImageDisk disk : wish.image().origin().disks()) {
      planned.put(disk.device(), new Planned(wish(disk), Optional.of(disk.snapshot())));
    }
    for (VolumeWish asked : wish.volumes()) {
      planned.merge(asked.device(), new Planned(asked, Optional.empty()), Devices::merged);
    }
    return List.copyOf(planned.values());
  }

  private static VolumeWish wish(ImageDisk disk) {
    SnapshotEntry.Origin of = disk.snapshot().origin();
    return new VolumeWish(
        disk.device(), of.gibibytes(), disk.type(), of.isEncrypted(), disk.endsWithInstance());
  }

  private static Planned merged(Planned image, Planned call) {
    VolumeWish asked = call.wish();
    return new Planned(
        new VolumeWish(
            asked.device(),
            asked.gibibytes() == 0 ? image.wish().gibibytes() : asked.gibibytes(),
            asked.type(),
            asked.isEncrypted() || image.wish().isEncrypted(),
            asked.endsWithInstance()),
        image.snapshot());
  }

  /** What a machine has besides the disk that its image is: as its call says, and its image. */
  static List<Machines.Disk> disks(RunWish wish) {
    List<Machines.Disk> disks = new ArrayList<>();
    wish.volumes().forEach(each -> disks.add(new Machines.Disk(each.device(), each.gibibytes())));
    for (ImageDisk disk : wish.image().origin().disks()) {
      boolean isAsked =
          wish.volumes().stream().anyMatch(each -> each.device().equals(disk.device()));
      if (!isAsked && !disk.device().equals(wish.image().rootDevice())) {
        disks.add(new Machines.Disk(disk.device(), disk.snapshot().origin().gibibytes()));
      }
    }
    return disks;
  }
}
