package org.muster.coordinator.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.error.Problems;

/**
 * The manifest of a machine image, as {@code image-build} leaves it beside Packer's.
 *
 * @param system what was under it, in words
 * @param agent SHA-256 of each of the agent's files
 * @param markers SHA-256 of the marker of each module whose init has run, by {@code markers/MODULE}
 * @param artifacts SHA-256 of each file of the artifacts
 */
record MachineImage(
    String name,
    String madeAt,
    String system,
    String kernel,
    SortedMap<String, String> agent,
    SortedMap<String, String> markers,
    SortedMap<String, String> artifacts) {
  private static final String MARKER = "markers/";
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  MachineImage {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("it says no name");
    }
    requireTime(madeAt);
    system = system == null ? "" : system;
    kernel = kernel == null ? "" : kernel;
    agent = copy(agent, "agent");
    markers = copy(markers, "markers");
    artifacts = copy(artifacts, "artifacts");
  }

  /** Reads manifests; all that are none are named together. */
  static List<MachineImage> read(List<Path> files) {
    Problems problems = new Problems();
    List<MachineImage> images = new ArrayList<>();
    for (Path file : files) {
      try {
        images.add(JSON.readValue(Files.readString(file), MachineImage.class));
      } catch (NoSuchFileException e) {
        problems.add("there is no file '%s'".formatted(file));
      } catch (JsonProcessingException e) {
        problems.add(
            "'%s' is no manifest of an image: %s; image-build leaves it as NAME-SOURCE.image.json"
                .formatted(file, reason(e)));
      } catch (IOException e) {
        problems.add("the file '%s' cannot be read: %s".formatted(file, e));
      }
    }
    problems.throwIfAny("the manifests");
    return images;
  }

  List<String> modules() {
    return markers.keySet().stream()
        .filter(marker -> marker.startsWith(MARKER))
        .map(marker -> marker.substring(MARKER.length()))
        .toList();
  }

  private static String reason(JsonProcessingException e) {
    Throwable cause = e.getCause() instanceof IllegalArgumentException ? e.getCause() : e;
    return cause == e ? e.getOriginalMessage() : cause.getMessage();
  }

  private static void requireTime(String text) {
    try {
      Instant.parse(text == null ? "" : text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("it does not say when it was made", e);
    }
  }

  private static SortedMap<String, String> copy(SortedMap<String, String> hashes, String what) {
    if (hashes == null) {
      throw new IllegalArgumentException("it says nothing of '%s'".formatted(what));
    }
    return Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
  }
}
