package org.muster.coordinator.provider.ec2;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import software.amazon.awssdk.services.ec2.model.Image;

/** Finds out which image a spec means. */
final class Images {
  private static final String PARAMETER = "ssm:";

  private Images() {}

  /**
   * An image as RunInstances takes it.
   *
   * @param rootDevice its name for the root volume; empty when nobody has asked
   */
  record Found(String id, Optional<String> rootDevice) {
    Found {
      requireNonNull(id, "id is null");
      requireNonNull(rootDevice, "rootDevice is null");
    }
  }

  static Found find(Api api, InstanceWish wish) {
    String image = wish.image();
    if (image.startsWith(PARAMETER)) {
      return new Found("resolve:" + image, Optional.empty());
    }
    if (image.startsWith("ami-")) {
      boolean needsRoot = wish.volumes().stream().anyMatch(each -> each.device().isEmpty());
      return new Found(image, needsRoot ? rootOf(api.image(image)) : Optional.empty());
    }
    return api.ownImages(image).stream()
        .max(Comparator.comparing(Image::creationDate, Comparator.nullsFirst(String::compareTo)))
        .map(found -> new Found(found.imageId(), rootOf(List.of(found))))
        .orElseThrow(() -> none(api, image));
  }

  private static Optional<String> rootOf(List<Image> images) {
    return images.stream().findFirst().map(Image::rootDeviceName);
  }

  // Anybody may give a public image any name, so that a name is looked for among one's own alone.
  private static MusterException none(Api api, String name) {
    return new MusterException(
        ErrorCode.INVALID_INPUT,
        "EC2 (%s) has no image '%s' of this account; make one (image-build/README.md), or give the id of somebody else's"
            .formatted(api.place(), name));
  }
}
