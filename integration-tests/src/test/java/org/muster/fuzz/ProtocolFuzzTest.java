package org.muster.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.Codec;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.JoinAnswer;
import org.muster.protocol.JoinMessage;
import org.muster.protocol.StepKey;
import org.muster.protocol.Tree;

final class ProtocolFuzzTest {
  private static final Path GOLDEN = Path.of("../protocol/src/test/resources/golden");
  private static final List<Class<?>> FAMILIES =
      List.of(AgentMessage.class, CoordinatorMessage.class, JoinMessage.class, JoinAnswer.class);

  private final Codec codec = new Codec();

  @Test
  void frames() throws Exception {
    Fuzz.of(
        "frames",
        Fuzz.files(GOLDEN, ".json"),
        input -> {
          String frame = new String(input, UTF_8);
          for (Class<?> family : FAMILIES) {
            Fuzzing.allowing(() -> codec.decode(family, frame));
          }
        });
  }

  @Test
  void trees() throws Exception {
    String hash = "0".repeat(64);
    Fuzz.of(
        "trees",
        Fuzz.texts(
            "{\"entries\":[]}",
            "{\"entries\":[{\"path\":\"a/b\",\"sha256\":\"%s\",\"size\":1,\"executable\":true}]}"
                .formatted(hash),
            "{\"entries\":[{\"path\":\"a\",\"link\":\"b\"},{\"path\":\"b\",\"sha256\":\"%s\",\"size\":3}]}"
                .formatted(hash)),
        Tree::parse);
  }

  @Test
  void stepKeys() throws Exception {
    Fuzz.of(
        "step-keys",
        Fuzz.texts("demo/d1/worker-1/spark/setup/1", "a/b/c/d/run/99"),
        input -> {
          try {
            StepKey.parse(new String(input, UTF_8));
          } catch (IllegalArgumentException e) {
            // Says which part is no name.
          }
        });
  }
}
