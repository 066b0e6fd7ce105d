package org.muster.ec2.books;

import java.time.Instant;
import java.util.List;
import org.muster.ec2.query.Ec2Refusal;

/** The volumes of a region: those of its instances, and those that outlived theirs. */
public final class Volumes {
  /** A volume and the instance that it was made for. */
  public record Placed(VolumeEntry volume, InstanceEntry instance) {
    public boolean isInUse(Instant at) {
      return instance.stateAt(at) != InstanceState.TERMINATED;
    }
  }

  private final Region region;

  Volumes(Region region) {
    this.region = region;
  }

  /** Those that descriptions show. */
  public List<Placed> shown() {
    return at(region.view());
  }

  private List<Placed> at(Instant time) {
    return region.instances().stream()
        .flatMap(each -> each.volumes().stream().map(volume -> new Placed(volume, each)))
        .filter(each -> each.volume().isThere(time))
        .toList();
  }

  /** That of some that has an id. */
  public static Placed found(String id, List<Placed> among) {
    if (!id.matches("vol-([0-9a-f]{8}|[0-9a-f]{17})")) {
      throw Ec2Refusal.of(
          "InvalidParameterValue",
          "Value (%s) for parameter volumes is invalid. Expected: 'vol-...'.",
          id);
    }
    return among.stream()
        .filter(each -> each.volume().id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> Ec2Refusal.of("InvalidVolume.NotFound", "The volume '%s' does not exist.", id));
  }

  /** Unless an instance has it. */
  public void remove(String id) {
    Placed placed = found(id, at(region.now()));
    if (placed.isInUse(region.now())) {
      throw Ec2Refusal.of(
          "VolumeInUse", "Volume %s is currently attached to %s", id, placed.instance().id());
    }
    placed.volume().endAt(region.now());
  }
}
