package org.muster.coordinator.core.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.muster.error.Problems;

/** Holds a text against one of the schemas that we ship. Thread-safe. */
public final class SchemaCheck {
  private final JsonNode text;
  private final JsonSchema schema;

  private SchemaCheck(String name) {
    try (InputStream in =
        SchemaCheck.class.getResourceAsStream("/org/muster/coordinator/schema/" + name)) {
      text = new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the schema " + name, e);
    }
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .locale(Locale.ROOT)
            .build();
    schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text, config);
  }

  /** For {@code module.yaml}. */
  public static SchemaCheck ofModules() {
    return Modules.CHECK;
  }

  /** For {@code cluster.yaml}. */
  public static SchemaCheck ofClusters() {
    return Clusters.CHECK;
  }

  /**
   * Adds a sentence for everything that is not as the schema wants it, in the order of the text.
   */
  public void check(YamlNode root, Problems problems) {
    record Finding(Place place, String sentence) {}

    List<Finding> findings = new ArrayList<>();
    SchemaWording wording = new SchemaWording(text);
    for (ValidationMessage message : schema.validate(YamlJson.of(root))) {
      YamlNode node = find(root, message.getInstanceLocation());
      Place place =
          wording.isAboutAKey(message) ? node.keyPlace(message.getProperty()) : node.place();
      findings.add(new Finding(place, place.says(wording.sentence(message))));
    }
    findings.stream()
        .sorted(
            Comparator.comparingInt((Finding finding) -> finding.place().line())
                .thenComparingInt(finding -> finding.place().column())
                .thenComparing(Finding::sentence))
        .map(Finding::sentence)
        .distinct()
        .forEach(problems::add);
  }

  private static YamlNode find(YamlNode root, JsonNodePath path) {
    YamlNode node = root;
    for (int i = 0; i < path.getNameCount(); i++) {
      Object step = path.getElement(i);
      node =
          step instanceof Integer index && index < node.items().size()
              ? node.items().get(index)
              : node.at(step.toString()).orElse(node);
    }
    return node;
  }

  /** Read when it is first asked for: a coordinator that starts needs none. */
  private static final class Modules {
    private static final SchemaCheck CHECK = new SchemaCheck("module.schema.json");
  }

  /** Read when it is first asked for. */
  private static final class Clusters {
    private static final SchemaCheck CHECK = new SchemaCheck("cluster.schema.json");
  }
}
