package org.muster.coordinator.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.muster.error.Problems;

/**
 * What a cluster file says about the machine of the person who launches: which the coordinator,
 * which may be elsewhere, cannot look up.
 *
 * @param secrets values by name, out of variables and files
 * @param deployRootDir as a path of this machine; null when there is none
 */
record LocalReferences(Map<String, String> secrets, Path deployRootDir) {
  private static final LocalReferences NONE = new LocalReferences(Map.of(), null);

  static LocalReferences of(String yaml, Path file, Surroundings surroundings, Problems problems) {
    // The parser is slow to load: most files need none of this.
    if (!yaml.contains("secrets") && !yaml.contains("deploy_root_dir")) {
      return NONE;
    }
    JsonNode spec;
    try {
      spec = new ObjectMapper(new YAMLFactory()).readTree(yaml);
    } catch (JsonProcessingException e) {
      return NONE; // the coordinator reports it, along with all other mistakes in the file
    }
    String dir = spec.path("deploy_root_dir").asText("");
    Path folder = file.toAbsolutePath().getParent();
    return new LocalReferences(
        secrets(spec.path("secrets"), folder, surroundings, problems),
        dir.isEmpty() ? null : folder.resolve(dir).normalize());
  }

  private static Map<String, String> secrets(
      JsonNode names, Path folder, Surroundings surroundings, Problems problems) {
    Map<String, String> secrets = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : names.properties()) {
      JsonNode from = entry.getValue();
      if (from.has("env")) {
        fromVariable(entry.getKey(), from.get("env").asText(), surroundings, secrets, problems);
      } else if (from.has("file")) {
        fromFile(entry.getKey(), folder.resolve(from.get("file").asText()), secrets, problems);
      }
    }
    return secrets;
  }

  private static void fromVariable(
      String name,
      String variable,
      Surroundings surroundings,
      Map<String, String> secrets,
      Problems problems) {
    if (surroundings.variables().containsKey(variable)) {
      secrets.put(name, surroundings.variable(variable));
    } else {
      problems.add(
          "the secret %s comes from the variable %s, which is not set".formatted(name, variable));
    }
  }

  private static void fromFile(
      String name, Path file, Map<String, String> secrets, Problems problems) {
    try {
      secrets.put(name, Files.readString(file).stripTrailing());
    } catch (IOException e) {
      problems.add("the secret %s comes from %s, which cannot be read".formatted(name, file));
    }
  }
}
