package org.muster.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

final class CodecTest {
  private static final StepKey STEP = StepKey.parse("demo/d1/worker-1/m/setup/1");

  private final Codec codec = new Codec();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"type\":\"no-such-type\"}",
        "{\"type\":\"run-step\"}",
        "{\"type\":\"ping\",\"sequence\":\"many\"}",
        "{\"type\":\"ping\",\"sequence\":1",
        "{\"type\":\"cancel-step\",\"step\":\"demo/../etc/passwd/setup/1\",\"epoch\":1,\"reason\":\"x\"}",
        "{\"type\":\"cancel-step\",\"step\":\"demo/d1/worker-1/m/setup/0\",\"epoch\":1,\"reason\":\"x\"}",
      })
  void whatIsNoMessageIsRefusedAsUnreadable(String frame) {
    assertThatThrownBy(() -> codec.decode(CoordinatorMessage.class, frame))
        .isInstanceOfSatisfying(
            MusterException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREADABLE_MESSAGE));
  }

  @Test
  void aMessageOfAnotherFamilyIsRefused() {
    String pulse = codec.encode(AgentMessage.class, new AgentMessage.Pulse(1));

    assertThatThrownBy(() -> codec.decode(CoordinatorMessage.class, pulse))
        .isInstanceOf(MusterException.class);
  }

  @Test
  void aFrameThatIsTooLongIsNotEvenParsed() {
    String frame = "{\"type\":\"ping\",\"sequence\":1}" + " ".repeat(Codec.MAX_FRAME_BYTES);

    assertThatThrownBy(() -> codec.decode(CoordinatorMessage.class, frame))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("the limit is 262144 bytes");
  }

  @Test
  void depthIsLimited() {
    String frame = "{\"type\":\"ping\",\"x\":" + "[".repeat(40) + "]".repeat(40) + "}";

    assertThatThrownBy(() -> codec.decode(CoordinatorMessage.class, frame))
        .isInstanceOf(MusterException.class);
  }

  @Test
  void aMessageThatIsTooLongIsNotSent() {
    AgentMessage message = new AgentMessage.ShareValue(STEP, "1", "k", "ü".repeat(140_000));

    assertThatThrownBy(() -> codec.encode(AgentMessage.class, message))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("ShareValue");
  }

  @Test
  void aFullLogChunkFits() {
    String data = Base64.getEncoder().encodeToString(new byte[48 * 1024]);
    AgentMessage chunk = new AgentMessage.LogChunk(STEP, Long.MAX_VALUE, data);

    String frame = codec.encode(AgentMessage.class, chunk);

    assertThat(frame.length()).isLessThan(Codec.MAX_FRAME_BYTES / 2);
    assertThat(codec.decode(AgentMessage.class, frame)).isEqualTo(chunk);
  }

  @Test
  void aWorkThatThisAgentDoesNotKnowIsRefused() {
    String frame =
        "{\"type\":\"run-step\",\"step\":\"%s\",\"epoch\":1,\"work\":{\"type\":\"dance\"}}"
            .formatted(STEP);

    assertThatThrownBy(() -> codec.decode(CoordinatorMessage.class, frame))
        .isInstanceOf(MusterException.class);
  }
}
