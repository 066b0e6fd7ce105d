package org.muster.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every message as it is on the wire. A file that has to change for this test changes what agents
 * and coordinators of other versions read.
 */
final class GoldenMessagesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final ObjectWriter PRETTY =
      JSON.writer(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  static final List<Class<?>> FAMILIES =
      List.of(AgentMessage.class, CoordinatorMessage.class, JoinMessage.class, JoinAnswer.class);

  private final Codec codec = new Codec();

  static Stream<Object> messages() {
    return MessageExamples.all();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyMessageIsOnTheWireAsItsFileSays(Object message) throws IOException {
    String frame = encoded(message);

    assertThat(PRETTY.writeValueAsString(JSON.readTree(frame)) + "\n").isEqualTo(golden(message));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyFileIsReadAsItsMessage(Object message) throws IOException {
    assertThat(codec.decode(familyOf(message), golden(message))).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void anOlderReaderIgnoresWhatItDoesNotKnow(Object message) throws IOException {
    ObjectNode newer = (ObjectNode) JSON.readTree(golden(message));
    newer.put("newField", 9);
    newer.putObject("newObject").putArray("list").add("x");
    newer.properties().forEach(field -> addUnknown(field.getValue()));

    assertThat(codec.decode(familyOf(message), newer.toString())).isEqualTo(message);
  }

  /** Also inside of the records that a message holds, but not into maps, whose keys are data. */
  private static void addUnknown(JsonNode value) {
    if (value.has("bootId") || value.has("outcome") || value.has("lowest")) {
      ((ObjectNode) value).put("newField", 9);
    }
    if (value.isArray()) {
      value.forEach(
          item -> {
            if (item.isObject()) {
              ((ObjectNode) item).put("newField", 9);
            }
          });
    }
  }

  @ParameterizedTest
  @FieldSource("FAMILIES")
  void everyMessageHasAnExample(Class<?> family) {
    Set<Class<?>> examples =
        messages()
            .map(Object::getClass)
            .filter(family::isAssignableFrom)
            .collect(Collectors.toSet());

    assertThat(examples)
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(family.getPermittedSubclasses()));
  }

  @Test
  void noFileIsLeftOver() throws IOException, URISyntaxException {
    Path directory =
        Path.of(Objects.requireNonNull(GoldenMessagesTest.class.getResource("/golden")).toURI());
    try (Stream<Path> files = Files.walk(directory)) {
      Set<String> found =
          files
              .filter(Files::isRegularFile)
              .map(file -> directory.relativize(file).toString())
              .collect(Collectors.toSet());

      assertThat(found)
          .isEqualTo(messages().map(GoldenMessagesTest::fileName).collect(Collectors.toSet()));
    }
  }

  @Test
  void everyMessageWithAllItsFieldsEmptyIsStillSmall() {
    assertThat(encoded(new AgentMessage.Pulse(Long.MAX_VALUE))).hasSizeLessThan(64);
    assertThat(encoded(new CoordinatorMessage.Ping(Long.MAX_VALUE))).hasSizeLessThan(64);
  }

  private String encoded(Object message) {
    return encode(familyOf(message), message);
  }

  @SuppressWarnings("unchecked")
  private <T> String encode(Class<T> family, Object message) {
    return codec.encode(family, (T) message);
  }

  private static Class<?> familyOf(Object message) {
    return FAMILIES.stream().filter(family -> family.isInstance(message)).findFirst().orElseThrow();
  }

  /** The family, and the type's own name on the wire. */
  private static String fileName(Object message) {
    try {
      String frame = new GoldenMessagesTest().encoded(message);
      return familyOf(message).getSimpleName()
          + "/"
          + JSON.readTree(frame).get("type").asText()
          + ".json";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String golden(Object message) throws IOException {
    String name = "/golden/" + fileName(message);
    try (InputStream in = GoldenMessagesTest.class.getResourceAsStream(name)) {
      assertThat(in).as("the file %s", name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
