package org.muster.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.muster.error.MusterException;

final class JoinTranscriptTest {
  private static final byte[] NONCE = {1, 2, 3};
  private static final byte[] KEY = {4, 5};
  private static final String TOKEN = "c2VjcmV0LXRva2Vu";

  private final JoinTranscript transcript = new JoinTranscript(NONCE, KEY, "local-demo-1");

  @Test
  void precedesEveryFieldByItsLength() {
    assertThat(HexFormat.of().formatHex(transcript.bytes()))
        .isEqualTo(
            "0000000e6d75737465722d6a6f696e2d7631"
                + "00000003010203"
                + "000000020405"
                + "0000000c6c6f63616c2d64656d6f2d31");
  }

  @Test
  void aByteThatMovesIntoTheNextFieldMakesAnotherTranscript() {
    JoinTranscript moved = new JoinTranscript(new byte[] {1, 2}, new byte[] {3, 4, 5}, "i");

    assertThat(moved.bytes()).isNotEqualTo(new JoinTranscript(NONCE, KEY, "i").bytes());
  }

  @Test
  void acceptsTheProofOfTheTokenAndNoOther() {
    byte[] proof = transcript.tokenProof(TOKEN);

    assertThat(transcript.isProvenBy(proof, TOKEN)).isTrue();
    assertThat(transcript.isProvenBy(proof, "b3RoZXItdG9rZW4")).isFalse();
    assertThat(new JoinTranscript(NONCE, KEY, "local-demo-2").isProvenBy(proof, TOKEN)).isFalse();
    assertThat(transcript.isProvenBy(new byte[0], TOKEN)).isFalse();
  }

  @Test
  void refusesATokenThatIsNoBase64() {
    assertThatThrownBy(() -> transcript.tokenProof("not base64!"))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("join token");
  }
}
