package org.muster.ec2.books;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.muster.ec2.query.Ec2Refusal;

/** The images of a region. Who calls more than {@link #there()} holds its lock. */
public final class Images {
  private static final String NOT_FOUND = "InvalidAMIID.NotFound";
  private static final String UNAVAILABLE = "InvalidAMIID.Unavailable";
  private static final String ROOT_DEVICE = "/dev/xvda";
  private static final int ROOT_SIZE = 8;

  /** What EC2 says where no volume of the account is meant. */
  private static final String NO_VOLUME = "vol-ffffffff";

  /** Those that a region is given have been there, so that descriptions show them. */
  private static final Duration AGE = Duration.ofDays(1);

  private record Token(Object wish, ImageEntry made) {}

  private final Region region;
  private final Ids ids;
  private final Lifecycle lifecycle;
  private final Map<String, ImageEntry> all = new LinkedHashMap<>();
  private final Map<String, Token> tokens = new LinkedHashMap<>();

  Images(Region region, Ids ids, Lifecycle lifecycle) {
    this.region = region;
    this.ids = ids;
    this.lifecycle = lifecycle;
  }

  /** One that nobody here has made; that of another account is everybody's. */
  void give(String id, String name, String owner) {
    Instant then = region.now().minus(AGE);
    SnapshotEntry snapshot =
        new SnapshotEntry(
            id.replaceFirst("ami-", "snap-"),
            then,
            Map.of(),
            new SnapshotEntry.Origin(owner, NO_VOLUME, ROOT_SIZE, false, ""),
            Making.done());
    ImageDisk root = new ImageDisk(ROOT_DEVICE, snapshot, "gp2", true);
    ImageEntry.Origin origin =
        new ImageEntry.Origin(
            owner, ROOT_DEVICE, List.of(root), Optional.empty(), Optional.empty());
    ImageEntry image = new ImageEntry(id, then, Map.of(), name, "", origin, Making.done());
    if (!region.isOurs(image)) {
      image.launchers().add(ImageEntry.ALL);
    }
    region.snapshots().add(snapshot);
    all.put(id, image);
  }

  /** Those that are there, whatever descriptions show. */
  public List<ImageEntry> there() {
    synchronized (region) {
      return all.values().stream().filter(each -> each.isThere(region.now())).toList();
    }
  }

  /** Those that descriptions show. */
  public List<ImageEntry> shown() {
    return all.values().stream().filter(each -> each.isThere(region.view())).toList();
  }

  /** One that descriptions show. */
  public ImageEntry shown(String id) {
    return found(id, each -> each.isThere(region.view()));
  }

  /** One that instances can be started from. */
  public ImageEntry usable(String id) {
    ImageEntry image = found(id, region::isKnown);
    if (!image.isThere(region.now()) || image.stateAt(region.now()) != ImageState.AVAILABLE) {
      throw Ec2Refusal.of(UNAVAILABLE, "The image ID '%s' is not available", id);
    }
    return image;
  }

  /** One of the account's own, as calls know it that change something. */
  public ImageEntry own(String id) {
    ImageEntry image = found(id, region::isKnown);
    if (!region.isOurs(image)) {
      throw new Ec2Refusal(403, "AuthFailure", "Not authorized for image:" + id);
    }
    if (!image.isThere(region.now())) {
      throw Ec2Refusal.of(UNAVAILABLE, "The image ID '%s' is no longer available", id);
    }
    return image;
  }

  private ImageEntry found(String id, Predicate<ImageEntry> isMeant) {
    if (!id.matches("ami-[0-9a-z]+")) {
      throw Ec2Refusal.of("InvalidAMIID.Malformed", "Invalid id: \"%s\"", id);
    }
    return Optional.ofNullable(all.get(id))
        .filter(isMeant)
        .orElseThrow(() -> Ec2Refusal.of(NOT_FOUND, "The image id '[%s]' does not exist", id));
  }

  /**
   * Makes an image of what an instance has on its disks.
   *
   * @param disks which of its volumes, and whether they end with instances of the image
   * @param isShutDown while that is done, so that all of it is on the disks
   */
  public ImageEntry freeze(
      InstanceEntry instance,
      ImageOrder order,
      Map<VolumeEntry, Boolean> disks,
      boolean isShutDown) {
    checkFree(order.name());
    String id = ids.next("ami");
    String description = "Created by CreateImage(%s) for %s".formatted(instance.id(), id);
    Making making = new Making();
    List<ImageDisk> made = new ArrayList<>();
    disks.forEach(
        (volume, endsWithInstance) -> {
          VolumeWish wish = volume.wish();
          SnapshotEntry.Origin of =
              new SnapshotEntry.Origin(
                  region.nature().account(),
                  volume.id(),
                  wish.gibibytes(),
                  wish.isEncrypted(),
                  description);
          made.add(
              new ImageDisk(
                  wish.device(), snapshot(order, of, making), wish.type(), endsWithInstance));
        });
    ImageEntry from = instance.wish().image();
    ImageEntry image =
        added(
            id,
            order,
            new ImageEntry.Origin(
                region.nature().account(),
                from.rootDevice(),
                made,
                Optional.of(instance.id()),
                Optional.of(from.id())),
            making);
    lifecycle.freeze(instance, image, isShutDown);
    return image;
  }

  /**
   * Makes an image that is like another one, or answers what an earlier call with the same token
   * made.
   */
  public ImageEntry copy(
      ImageEntry from,
      ImageOrder order,
      boolean isEncrypted,
      Optional<String> token,
      Object spoken) {
    Optional<Token> earlier = token.map(tokens::get);
    if (earlier.isPresent()) {
      if (!earlier.get().wish().equals(spoken)) {
        throw Region.mismatch();
      }
      return earlier.get().made();
    }
    checkFree(order.name());
    String id = ids.next("ami");
    Making making = new Making();
    List<ImageDisk> disks =
        from.origin().disks().stream()
            .map(
                disk -> {
                  String description =
                      "Copied for DestinationAmi %s from SourceAmi %s for SourceSnapshot %s."
                          .formatted(id, from.id(), disk.snapshot().id());
                  SnapshotEntry.Origin of = copied(disk.snapshot(), isEncrypted, description);
                  return disk.with(snapshot(order, of, making));
                })
            .toList();
    ImageEntry image =
        added(
            id,
            order,
            new ImageEntry.Origin(
                region.nature().account(),
                from.rootDevice(),
                disks,
                Optional.empty(),
                Optional.of(from.id())),
            making);
    token.ifPresent(text -> tokens.put(text, new Token(spoken, image)));
    lifecycle.copy(from, image);
    return image;
  }

  private SnapshotEntry.Origin copied(
      SnapshotEntry snapshot, boolean isEncrypted, String description) {
    SnapshotEntry.Origin of = snapshot.origin();
    return new SnapshotEntry.Origin(
        region.nature().account(),
        NO_VOLUME,
        of.gibibytes(),
        of.isEncrypted() || isEncrypted,
        description);
  }

  private void checkFree(String name) {
    there().stream()
        .filter(each -> region.isOurs(each) && each.name().equals(name))
        .findFirst()
        .ifPresent(
            image -> {
              throw Ec2Refusal.of(
                  "InvalidAMIName.Duplicate",
                  "AMI name %s is already in use by AMI %s",
                  name,
                  image.id());
            });
  }

  private SnapshotEntry snapshot(ImageOrder order, SnapshotEntry.Origin of, Making making) {
    SnapshotEntry made =
        new SnapshotEntry(ids.next("snap"), region.now(), order.snapshotTags(), of, making);
    region.snapshots().add(made);
    return made;
  }

  private ImageEntry added(String id, ImageOrder order, ImageEntry.Origin origin, Making making) {
    ImageEntry image =
        new ImageEntry(
            id, region.now(), order.tags(), order.name(), order.description(), origin, making);
    all.put(id, image);
    return image;
  }

  /** Its snapshots stay. */
  public void deregister(ImageEntry image) {
    image.endAt(region.now());
    lifecycle.forget(image);
  }
}
