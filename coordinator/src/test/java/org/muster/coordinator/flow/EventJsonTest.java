package org.muster.coordinator.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.journal.Draft;
import org.muster.error.MusterException;

/**
 * What journals hold. A golden file that changes means that old journals are read no more: add
 * fields, and read files without them. A new event gets its file with {@code MUSTER_GOLDEN=write}.
 */
final class EventJsonTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/events");

  private final EventJson json = new EventJson();
  private final ObjectMapper pretty = new ObjectMapper();

  static List<Event> samples() {
    return EventSamples.all();
  }

  @Test
  void thereIsASampleOfEachEvent() {
    assertThat(samples().stream().map(Event::getClass).collect(Collectors.toSet()))
        .isEqualTo(Set.copyOf(Arrays.asList(Event.class.getPermittedSubclasses())));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void comesBackAsItWasWritten(Event event) {
    Draft draft = json.draft(event);

    assertThat(json.event(draft.type(), draft.body())).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void looksAsItAlwaysDid(Event event) throws IOException {
    Draft draft = json.draft(event);
    Path file = GOLDEN.resolve(draft.type() + ".json");
    if ("write".equals(System.getenv("MUSTER_GOLDEN")) && !Files.exists(file)) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, indented(draft.body()));
    }

    assertThat(indented(draft.body())).isEqualTo(Files.readString(file));
  }

  @Test
  void eachGoldenFileIsReadStill() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      List<String> types =
          files.map(file -> file.getFileName().toString().replace(".json", "")).sorted().toList();

      assertThat(types)
          .isEqualTo(samples().stream().map(e -> json.draft(e).type()).sorted().toList());
      types.forEach(type -> assertThat(json.event(type, read(type))).isIn(samples()));
    }
  }

  @Test
  void deploymentsOfOlderJournalsHaveNobodyWhoComesOrGoes() {
    String body =
        read("deployment-started").replaceAll(",?\\s*\"(joining|leaving)\" : \\[[^]]*]", "");
    Event.DeploymentStarted event =
        (Event.DeploymentStarted) json.event("deployment-started", body);

    assertThat(body).doesNotContain("joining").doesNotContain("leaving");
    assertThat(event.joining()).isEmpty();
    assertThat(event.leaving()).isEmpty();
  }

  @Test
  void ordersOfOlderJournalsAreInNobodysPlace() {
    String body = read("launch-wished").replaceAll(",?\\s*\"replaces\" : \\[[^]]*]", "");
    Event.LaunchWished event = (Event.LaunchWished) json.event("launch-wished", body);

    assertThat(body).doesNotContain("replaces");
    assertThat(event.replaces()).isEmpty();
  }

  @Test
  void aFieldOfANewerVersionIsPassedOver() {
    Event event = json.event("node-back", "{\"node\":\"worker-1\",\"mood\":\"fine\"}");

    assertThat(event.getClass()).isEqualTo(Event.NodeBack.class);
  }

  @Test
  void anEventOfANewerVersionIsRefusedByName() {
    assertThatThrownBy(() -> json.event("node-sang", "{}"))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("node-sang")
        .hasMessageContaining("newer version");
  }

  private static String read(String type) {
    try {
      return Files.readString(GOLDEN.resolve(type + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String indented(String body) throws JsonProcessingException {
    return pretty.readTree(body).toPrettyString() + "\n";
  }
}
