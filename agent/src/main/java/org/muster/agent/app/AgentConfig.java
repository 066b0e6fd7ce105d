package org.muster.agent.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muster.agent.link.LinkSettings;
import org.muster.agent.step.NodePlaces;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.error.Problems;
import org.muster.protocol.ClusterName;
import org.muster.protocol.LaunchId;
import org.muster.protocol.Names;

/**
 * What a node is told before it boots, read once at start and never changed. What is absent under
 * {@code measured} is measured on the node.
 */
record AgentConfig(
    LinkSettings link,
    NodePlaces places,
    Optional<Path> sharedStore,
    Optional<Path> crashPoints,
    boolean buildsImage,
    Metadata metadata,
    Measured measured) {
  private static final String PROCESS = "process";

  /** Whether there may be an instance's metadata service that speaks of this node alone. */
  boolean mayHaveMetadata() {
    return !measured.isolation().equals(PROCESS) && !buildsImage;
  }

  /**
   * What is to be done with the instance's metadata service.
   *
   * @param showsIdentity whether a new node shows the document that is signed there
   * @param isClosed whether it is for root alone
   */
  record Metadata(boolean showsIdentity, boolean isClosed) {}

  /** What the provider may say of a node instead of what the node would measure. */
  record Measured(
      Optional<String> bootId,
      Optional<String> hostName,
      Optional<String> address,
      String isolation,
      Optional<Long> memoryMb,
      Optional<Integer> cores,
      List<String> dataDirs,
      int portOffset,
      String instanceType,
      String publicAddress) {}

  /**
   * Reads the node's user-data.
   *
   * @throws MusterException INVALID_INPUT that lists all mistakes
   */
  static AgentConfig parse(String json) {
    Fields fields = new Fields(tree(json));
    LinkDraft link = LinkDraft.of(fields);
    String root = fields.text("root").orElse("");
    if (!root.isEmpty() && (!root.startsWith("/") || root.endsWith("/"))) {
      fields.problem(
          "root is '%s' but must be empty or an absolute path without '/' at its end"
              .formatted(root));
    }
    Optional<Path> state = fields.absolutePath("state");
    if (state.isEmpty() && fields.text("state").isEmpty()) {
      fields.problem("state is missing; set it to the agent's own directory, e.g. /var/lib/muster");
    }
    Optional<Path> sharedStore = fields.absolutePath("sharedStore");
    Optional<Path> crashPoints = fields.absolutePath("crashPoints");
    boolean buildsImage = fields.flag("buildsImage");
    Metadata metadata = new Metadata(fields.flag("showsIdentity"), fields.flag("closesMetadata"));
    Measured measured = measured(fields, root);
    fields.problems.throwIfAny("the agent's configuration");
    return new AgentConfig(
        link.settings(),
        new NodePlaces(root, state.orElseThrow()),
        sharedStore,
        crashPoints,
        buildsImage,
        metadata,
        measured);
  }

  private static Measured measured(Fields fields, String root) {
    String isolation = fields.text("isolation").orElse("machine");
    if (!List.of(PROCESS, "container", "machine").contains(isolation)) {
      fields.problem(
          "isolation is '%s' but must be process, container or machine".formatted(isolation));
    }
    List<String> dataDirs = fields.texts("dataDirs");
    return new Measured(
        fields.text("bootId"),
        fields.text("hostName"),
        fields.text("address"),
        isolation,
        fields.wholeNumber("memoryMb", 1),
        fields.wholeNumber("cores", 1).map(Math::toIntExact),
        dataDirs.isEmpty() ? List.of(root + "/mnt") : dataDirs,
        Math.toIntExact(fields.wholeNumber("portOffset", 0).orElse(0L)),
        fields.text("instanceType").orElse(""),
        fields.text("publicAddress").orElse(""));
  }

  private static JsonNode tree(String json) {
    try {
      JsonNode tree = JsonMapper.builder().build().readTree(json);
      if (tree != null && tree.isObject()) {
        return tree;
      }
      throw new MusterException(
          ErrorCode.INVALID_INPUT, "the agent's configuration is no JSON object");
    } catch (JsonProcessingException e) {
      throw new MusterException(
          ErrorCode.INVALID_INPUT,
          "the agent's configuration is no JSON: %s%s".formatted(place(e), e.getOriginalMessage()),
          e);
    }
  }

  /** A number that is too long has no place. */
  private static String place(JsonProcessingException failure) {
    return failure.getLocation() == null
        ? ""
        : "line %d: ".formatted(failure.getLocation().getLineNr());
  }

  private record LinkDraft(
      List<URI> coordinators,
      String caPin,
      String cluster,
      String launch,
      String instance,
      String token) {

    static LinkDraft of(Fields fields) {
      String caPin = fields.required("caPin", "it is shown by 'muster coordinator status'");
      if (!caPin.isEmpty() && !LinkSettings.isPin(caPin)) {
        fields.problem("caPin is '%s' but must be 'sha256/' and a Base64 digest".formatted(caPin));
      }
      return new LinkDraft(
          coordinators(fields),
          caPin,
          name(fields, "cluster"),
          name(fields, "launch"),
          fields.text("instance").orElse(""),
          fields.required("token", "without a join token nobody lets this node in"));
    }

    private static String name(Fields fields, String field) {
      String name = fields.required(field, "it comes from the provider");
      if (!name.isEmpty() && !Names.isValid(name)) {
        fields.problem("%s is '%s' but must be a name of a-z, 0-9 and '-'".formatted(field, name));
      }
      return name;
    }

    private static List<URI> coordinators(Fields fields) {
      List<URI> found = new ArrayList<>();
      List<String> texts = fields.texts("coordinators");
      if (texts.isEmpty()) {
        fields.problem("coordinators is missing; set it to addresses such as wss://10.0.0.1:8443");
      }
      for (String text : texts) {
        Optional<URI> address = address(text);
        if (address.isPresent()) {
          found.add(address.get());
        } else {
          fields.problem(
              "coordinators has '%s', which is no address such as wss://10.0.0.1:8443"
                  .formatted(text));
        }
      }
      return found;
    }

    private static Optional<URI> address(String text) {
      try {
        return text.matches("wss://[A-Za-z0-9.:\\[\\]-]+/?")
            ? Optional.of(new URI(text)).filter(address -> address.getHost() != null)
            : Optional.empty();
      } catch (URISyntaxException e) {
        return Optional.empty();
      }
    }

    LinkSettings settings() {
      return new LinkSettings(
          coordinators, caPin, new ClusterName(cluster), new LaunchId(launch), instance, token);
    }
  }

  /** The fields of the file, and everything that is wrong with them. */
  private static final class Fields {
    private final JsonNode tree;
    private final Problems problems = new Problems();

    Fields(JsonNode tree) {
      this.tree = tree;
    }

    void problem(String sentence) {
      problems.add(sentence);
    }

    Optional<String> text(String name) {
      JsonNode node = tree.path(name);
      if (node.isTextual() && node.textValue().indexOf('\0') >= 0) {
        problem("%s holds a zero byte, which no name of a file may".formatted(name));
        return Optional.empty();
      }
      return node.isTextual() && !node.textValue().isEmpty()
          ? Optional.of(node.textValue())
          : Optional.empty();
    }

    String required(String name, String why) {
      Optional<String> text = text(name);
      if (text.isEmpty()) {
        problem("%s is missing; %s".formatted(name, why));
      }
      return text.orElse("");
    }

    List<String> texts(String name) {
      List<String> texts = new ArrayList<>();
      tree.path(name).forEach(node -> texts.add(node.asText()));
      return texts;
    }

    Optional<Path> absolutePath(String name) {
      Optional<String> text = text(name);
      if (text.isPresent() && !text.get().startsWith("/")) {
        problem("%s is '%s' but must be an absolute path".formatted(name, text.get()));
        return Optional.empty();
      }
      return text.map(Path::of);
    }

    boolean flag(String name) {
      JsonNode node = tree.path(name);
      if (!node.isMissingNode() && !node.isBoolean()) {
        problem("%s is %s but must be true or false".formatted(name, node));
      }
      return node.booleanValue();
    }

    Optional<Long> wholeNumber(String name, long least) {
      JsonNode node = tree.path(name);
      if (node.isMissingNode() || node.isNull()) {
        return Optional.empty();
      }
      if (!node.canConvertToInt() || !node.isIntegralNumber() || node.longValue() < least) {
        problem("%s is %s but must be a whole number of %d or more".formatted(name, node, least));
        return Optional.empty();
      }
      return Optional.of(node.longValue());
    }
  }
}
