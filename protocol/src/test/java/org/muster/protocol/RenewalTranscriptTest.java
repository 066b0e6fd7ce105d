package org.muster.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class RenewalTranscriptTest {
  @Test
  void isTheSerialInHexadecimal() {
    byte[] bytes = RenewalTranscript.bytes(BigInteger.valueOf(0xCAFE));

    assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("cafe");
  }
}
