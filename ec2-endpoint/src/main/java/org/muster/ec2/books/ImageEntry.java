package org.muster.ec2.books;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** An image. */
public final class ImageEntry extends Resource {
  /** Everybody, among those who may start instances from an image. */
  public static final String ALL = "all";

  /**
   * What it was made of.
   *
   * @param instance the id of the instance that it was; empty for a copy
   * @param image the id of the image that was copied, or that the instance was started from
   */
  public record Origin(
      String owner,
      String rootDevice,
      List<ImageDisk> disks,
      Optional<String> instance,
      Optional<String> image) {
    public Origin {
      disks = List.copyOf(disks);
    }
  }

  private final String name;
  private final Origin origin;
  private final Making making;
  private final Set<String> launchers = new TreeSet<>();
  private String description;
  private CompletableFuture<Void> work = CompletableFuture.completedFuture(null);

  ImageEntry(
      String id,
      Instant madeAt,
      Map<String, String> tags,
      String name,
      String description,
      Origin origin,
      Making making) {
    super(id, madeAt, tags);
    this.name = name;
    this.description = description;
    this.origin = origin;
    this.making = making;
  }

  public String name() {
    return name;
  }

  public String owner() {
    return origin.owner();
  }

  public String rootDevice() {
    return origin.rootDevice();
  }

  public Origin origin() {
    return origin;
  }

  public String description() {
    return description;
  }

  public void describe(String text) {
    description = text;
  }

  /** Accounts besides the owner, or {@link #ALL}. */
  public Set<String> launchers() {
    return launchers;
  }

  public boolean isPublic() {
    return launchers.contains(ALL);
  }

  public ImageState stateAt(Instant time) {
    if (making.isUnderWay(time)) {
      return ImageState.PENDING;
    }
    return making.hasFailed(time) ? ImageState.FAILED : ImageState.AVAILABLE;
  }

  /** Why it cannot be used. */
  public Optional<String> failure(Instant time) {
    return making.failure(time);
  }

  Making making() {
    return making;
  }

  CompletableFuture<Void> work() {
    return work;
  }

  void worksOn(CompletableFuture<Void> next) {
    work = next;
  }
}
