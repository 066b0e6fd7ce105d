package org.muster.coordinator.link.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

final class NodeKeyTest {

  @Test
  void readsAKeyOnP256() {
    KeyPair pair = Keys.p256();

    NodeKey key = NodeKey.read(pair.getPublic().getEncoded());

    assertThat(key.key()).isEqualTo(pair.getPublic());
    assertThat(key.fingerprint()).hasSize(44).isNotEqualTo(Keys.nodeKey().fingerprint());
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp384r1", "secp521r1"})
  void refusesAnotherCurve(String curve) {
    assertRefused(Keys.onCurve(curve).getPublic().getEncoded());
  }

  @Test
  void refusesAnotherKindOfKey() {
    assertRefused(Keys.rsa().getPublic().getEncoded());
  }

  @Test
  void refusesAnotherCurveOfTheSameLength() {
    byte[] encoded = Keys.p256().getPublic().getEncoded();
    encoded[22] = 6; // the last part of the curve's name: 1.2.840.10045.3.1.7

    assertRefused(encoded);
  }

  @Test
  void refusesAPointThatIsNotOnTheCurve() {
    byte[] encoded = Keys.p256().getPublic().getEncoded();
    encoded[encoded.length - 1] ^= 1;

    assertRefused(encoded);
  }

  @Test
  void refusesWhatIsTooShortOrTooLongOrGarbage() {
    byte[] encoded = Keys.p256().getPublic().getEncoded();

    assertRefused(new byte[0]);
    assertRefused(new byte[91]);
    assertRefused(Arrays.copyOf(encoded, 90));
    assertRefused(Arrays.copyOf(encoded, 92));
    assertRefused(new byte[1 << 20]);
  }

  private static void assertRefused(byte[] encoded) {
    assertThatThrownBy(() -> NodeKey.read(encoded))
        .isInstanceOfSatisfying(
            MusterException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.JOIN_REFUSED))
        .hasMessageContaining("EC P-256");
  }
}
