package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.muster.coordinator.core.view.ImageView;
import org.muster.coordinator.provider.PrivateFile;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Codec;

/**
 * The images that were baked here. Each is a layer over a plain system, and a manifest, whose name
 * is the image's: what has none is not there. Calls come one at a time.
 */
final class ImageShelf {
  private static final JsonMapper JSON = Codec.configured(JsonMapper.builder()).build();
  private static final String MANIFEST = ".image.json";

  /** What a node keeps below the agent's folder that holds for every node of the image. */
  private static final List<String> KEPT_STATE = List.of("artifacts", "env.d", "markers");

  private static final List<String> OF_THE_NODE =
      List.of(
          "etc/hostname",
          "etc/hosts",
          "etc/machine-id",
          "etc/muster",
          "etc/resolv.conf",
          "run",
          "tmp",
          "usr/lib/muster",
          "var/cache/apt",
          "var/lib/apt/lists",
          "var/lib/muster-store",
          "var/log",
          "var/tmp");

  private final Path images;

  ImageShelf(Path images) {
    this.images = requireNonNull(images, "images is null");
  }

  /**
   * What lies on the disk.
   *
   * @param layers names of folders, the lowest first
   */
  private record Manifest(ImageView image, List<String> layers) {}

  List<ImageView> all() throws IOException {
    List<ImageView> all = new ArrayList<>();
    if (Files.isDirectory(images)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(images, "*" + MANIFEST)) {
        for (Path file : files) {
          all.add(read(file).image());
        }
      }
    }
    all.sort((a, b) -> a.name().compareTo(b.name()));
    return all;
  }

  boolean has(String name) {
    return Files.exists(manifest(name));
  }

  Image image(String name) throws IOException {
    if (!has(name)) {
      throw notThere(name);
    }
    return new Image(read(manifest(name)).layers().stream().map(images::resolve).toList());
  }

  static MusterException notThere(String name) {
    return new MusterException(
        ErrorCode.NOT_FOUND,
        "there is no image '%s'; see 'muster image list', or make it with 'muster image build %s'"
            .formatted(name, name));
  }

  /**
   * Takes what a node wrote over its image, which is moved and not copied.
   *
   * @param under what the node booted from, without the layer of the agent
   */
  ImageView put(ImageView image, Path upper, Image under) throws IOException {
    if (has(image.name())) {
      throw new MusterException(
          ErrorCode.CONFLICT,
          "there is an image '%s' already; remove it first, or choose another name"
              .formatted(image.name()));
    }
    Path layer =
        images.resolve("baked-%s-%d".formatted(image.name(), image.madeAt().toEpochMilli()));
    Path unfinished = layer.resolveSibling(layer.getFileName() + ".unfinished");
    Layers.discard(images, unfinished);
    clean(upper);
    Programs.run("mv", "--no-target-directory", upper.toString(), unfinished.toString());
    Layers.finish(unfinished, layer);
    List<String> layers = new ArrayList<>();
    under.with(layer).layers().forEach(each -> layers.add(each.getFileName().toString()));
    ImageView measured = image.withBytes(bytes(layer));
    PrivateFile.replace(
        manifest(image.name()),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(new Manifest(measured, layers)));
    return measured;
  }

  /** Of what a node wrote, only that stays which would be the same on another one. */
  private static void clean(Path upper) throws IOException {
    for (String place : OF_THE_NODE) {
      remove(upper.resolve(place));
    }
    Path state = upper.resolve("var/lib/muster");
    if (Files.isDirectory(state)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(state)) {
        for (Path entry : entries) {
          if (!KEPT_STATE.contains(entry.getFileName().toString())) {
            remove(entry);
          }
        }
      }
    }
  }

  private static void remove(Path place) {
    Programs.run("rm", "-rf", "--one-file-system", place.toString());
  }

  private static long bytes(Path folder) {
    String[] words = Programs.run("du", "--summarize", "--bytes", folder.toString()).split("\\s");
    return Long.parseLong(words[0]);
  }

  /** The manifest goes first: half an image is none. */
  void remove(String name) throws IOException {
    Manifest manifest = read(manifest(name));
    Files.delete(manifest(name));
    List<String> layers = manifest.layers();
    Layers.discard(images, images.resolve(layers.get(layers.size() - 1)));
  }

  private Path manifest(String name) {
    return images.resolve(ImageView.requireName(name) + MANIFEST);
  }

  private static Manifest read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Manifest.class);
  }
}
