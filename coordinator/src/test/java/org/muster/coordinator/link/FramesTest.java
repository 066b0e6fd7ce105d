package org.muster.coordinator.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.muster.protocol.Codec;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.CoordinatorMessage.MembersGiven;
import org.muster.protocol.CoordinatorMessage.Ping;
import org.muster.protocol.Sha256;

final class FramesTest {
  private final Codec codec = new Codec();
  private final Frames frames = new Frames(codec);

  private static MembersGiven piece(int number) {
    return new MembersGiven(Sha256.of(new byte[] {(byte) number}), 0, 5, "aGVsbG8=");
  }

  private String encoded(CoordinatorMessage message) {
    return codec.encode(CoordinatorMessage.class, message);
  }

  @Test
  void whatManyGetIsWrittenOnce() {
    MembersGiven piece = piece(1);

    String text = frames.of(piece);

    assertThat(text).isEqualTo(encoded(piece));
    assertThat(frames.of(piece)).isSameAs(text);
    assertThat(frames.of(new Ping(3))).isEqualTo(encoded(new Ping(3)));
  }

  @Test
  void whatWasForgottenIsWrittenAgain() {
    MembersGiven piece = piece(0);
    frames.of(piece);
    IntStream.range(1, 20).forEach(number -> frames.of(piece(number)));

    assertThat(frames.of(piece)).isEqualTo(encoded(piece));
  }
}
