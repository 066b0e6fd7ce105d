package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.muster.coordinator.provider.PrivateFile;
import org.muster.protocol.Role;

/**
 * What a node's machine is made of, as long as there is one.
 *
 * @param layers of the image that it boots from, the lowest first
 * @param type size, in the words of the spec
 * @param buildsImage it is made to be frozen, and may reach what this machine reaches
 */
record Machine(
    List<String> layers, String type, Role role, List<Volume> volumes, boolean buildsImage) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  Machine {
    requireNonNull(type, "type is null");
    requireNonNull(role, "role is null");
    layers = List.copyOf(layers);
    volumes = List.copyOf(volumes);
  }

  static Machine read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Machine.class);
  }

  void write(Path file) throws IOException {
    PrivateFile.replace(file, JSON.writeValueAsString(this));
  }

  Image image() {
    return new Image(layers.stream().map(Path::of).toList());
  }
}
