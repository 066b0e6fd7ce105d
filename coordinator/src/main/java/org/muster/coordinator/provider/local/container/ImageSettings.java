package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.spec.ProviderSpec;
import org.muster.coordinator.core.view.ImageView;
import org.muster.coordinator.core.yaml.Spelling;
import org.muster.coordinator.provider.ImageBuilding;

/**
 * What a spec says of images: {@code image: NAME} to boot from one, {@code builds_image: true} for
 * the one node that is to become one, and that may reach what this machine reaches.
 */
record ImageSettings(Optional<String> image, boolean isBuilder) {
  private static final String IMAGE = "image";
  static final Set<String> NAMES = Set.of(IMAGE, ProviderSpec.BUILDS_IMAGE);

  ImageSettings {
    requireNonNull(image, "image is null");
  }

  static ImageSettings of(ProviderSpec provider) {
    return new ImageSettings(
        Optional.ofNullable(provider.settings().get(IMAGE)), provider.buildsImage());
  }

  List<String> mistakes(ClusterSpec spec, ImageShelf shelf) throws IOException {
    List<String> mistakes = new ArrayList<>();
    if (image.isPresent() && shelf.all().stream().noneMatch(it -> it.name().equals(image.get()))) {
      Set<String> names = Set.copyOf(shelf.all().stream().map(ImageView::name).toList());
      mistakes.add(
          "there is no image '%s' here; %s"
              .formatted(
                  image.get(),
                  names.isEmpty()
                      ? "make it with 'muster image build %s'".formatted(image.get())
                      : Spelling.wayOut(image.get(), names)));
    }
    mistakes.addAll(ImageBuilding.mistakes(spec));
    return mistakes;
  }
}
