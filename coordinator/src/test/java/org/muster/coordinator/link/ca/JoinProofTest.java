package org.muster.coordinator.link.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.AgentMessage.RenewCertificate;
import org.muster.protocol.Facts;
import org.muster.protocol.JoinMessage.JoinProve;
import org.muster.protocol.JoinTranscript;
import org.muster.protocol.RenewalTranscript;

final class JoinProofTest {
  private static final String TOKEN = "c2VjcmV0IHRva2VuIG9mIGEgbGF1bmNo";
  private static final String OTHER_TOKEN = "dG9rZW4gb2YgYW5vdGhlciBsYXVuY2g";
  private static final String INSTANCE = "local-worker-1";
  private static final byte[] NONCE = nonce(1);
  private static final KeyPair PAIR = Keys.p256();

  private static final Facts FACTS =
      new Facts("boot-1", "", "127.0.0.2", "process", 1024, 1, List.of(), 0, "", "17", "");

  private static byte[] nonce(int fill) {
    byte[] nonce = new byte[JoinProof.NONCE_BYTES];
    Arrays.fill(nonce, (byte) fill);
    return nonce;
  }

  private static JoinProve proof(KeyPair pair, byte[] nonce, String instance, String token) {
    byte[] publicKey = pair.getPublic().getEncoded();
    JoinTranscript transcript = new JoinTranscript(nonce, publicKey, instance);
    return proof(publicKey, Keys.sign(pair, transcript.bytes()), transcript.tokenProof(token));
  }

  private static JoinProve proof(byte[] publicKey, byte[] signature, byte[] tokenProof) {
    return new JoinProve(
        Keys.base64(publicKey), Keys.base64(signature), Keys.base64(tokenProof), FACTS);
  }

  @Test
  void acceptsANodeThatHoldsItsKeyAndTheToken() {
    NodeKey key = JoinProof.ofNewNode(NONCE, INSTANCE, proof(PAIR, NONCE, INSTANCE, TOKEN), TOKEN);

    assertThat(key.key()).isEqualTo(PAIR.getPublic());
  }

  @Test
  void refusesAWrongToken() {
    JoinProve proof = proof(PAIR, NONCE, INSTANCE, OTHER_TOKEN);

    assertRefused(() -> JoinProof.ofNewNode(NONCE, INSTANCE, proof, TOKEN), "join token");
  }

  @Test
  void refusesAMissingTokenProof() {
    JoinProve whole = proof(PAIR, NONCE, INSTANCE, TOKEN);
    JoinProve without = new JoinProve(whole.publicKey(), whole.signature(), null, FACTS);

    assertRefused(() -> JoinProof.ofNewNode(NONCE, INSTANCE, without, TOKEN), "join token");
  }

  @Test
  void refusesAProofThatWasMadeForAnotherNonce() {
    JoinProve replayed = proof(PAIR, nonce(2), INSTANCE, TOKEN);

    assertRefused(() -> JoinProof.ofNewNode(NONCE, INSTANCE, replayed, TOKEN), "join token");
    assertRefused(() -> JoinProof.ofKnownNode(NONCE, INSTANCE, replayed), "private key");
  }

  @Test
  void refusesAProofThatWasMadeForAnotherInstance() {
    JoinProve proof = proof(PAIR, NONCE, "local-worker-2", TOKEN);

    assertRefused(() -> JoinProof.ofNewNode(NONCE, INSTANCE, proof, TOKEN), "join token");
    assertRefused(() -> JoinProof.ofKnownNode(NONCE, INSTANCE, proof), "private key");
  }

  @Test
  void refusesAKeyThatTheCallerDoesNotHold() {
    byte[] foreign = Keys.p256().getPublic().getEncoded();
    JoinTranscript transcript = new JoinTranscript(NONCE, foreign, INSTANCE);
    JoinProve proof =
        proof(foreign, Keys.sign(PAIR, transcript.bytes()), transcript.tokenProof(TOKEN));

    assertRefused(() -> JoinProof.ofNewNode(NONCE, INSTANCE, proof, TOKEN), "private key");
  }

  @Test
  void refusesATokenProofThatBelongsToAnotherKey() {
    JoinProve other = proof(Keys.p256(), NONCE, INSTANCE, TOKEN);
    JoinProve own = proof(PAIR, NONCE, INSTANCE, TOKEN);
    JoinProve mixed = new JoinProve(own.publicKey(), own.signature(), other.tokenProof(), FACTS);

    assertRefused(() -> JoinProof.ofNewNode(NONCE, INSTANCE, mixed, TOKEN), "join token");
  }

  @Test
  void refusesAKeyOnAnotherCurve() {
    KeyPair large = Keys.onCurve("secp384r1");
    JoinProve proof = proof(large, NONCE, INSTANCE, TOKEN);

    assertRefused(() -> JoinProof.ofNewNode(NONCE, INSTANCE, proof, TOKEN), "EC P-256");
  }

  @Test
  void refusesWhatIsNoBase64OrTooLongBeforeItLooksAtIt() {
    JoinProve good = proof(PAIR, NONCE, INSTANCE, TOKEN);
    String large = "A".repeat(1 << 20);

    for (String bad : List.of("*", "AAA=A", large)) {
      for (JoinProve proof :
          List.of(
              new JoinProve(bad, good.signature(), good.tokenProof(), FACTS),
              new JoinProve(good.publicKey(), bad, good.tokenProof(), FACTS),
              new JoinProve(good.publicKey(), good.signature(), bad, FACTS))) {
        assertRefused(
            () -> JoinProof.ofNewNode(NONCE, INSTANCE, proof, TOKEN),
            bad.equals(large) ? "is too long" : "is not Base64");
      }
    }
  }

  @Test
  void refusesASignatureThatIsNone() {
    JoinProve good = proof(PAIR, NONCE, INSTANCE, TOKEN);
    JoinProve empty = new JoinProve(good.publicKey(), "", good.tokenProof(), FACTS);
    JoinProve zero =
        new JoinProve(
            good.publicKey(),
            Keys.base64(new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0}),
            good.tokenProof(),
            FACTS);

    assertRefused(() -> JoinProof.ofNewNode(NONCE, INSTANCE, empty, TOKEN), "private key");
    assertRefused(() -> JoinProof.ofNewNode(NONCE, INSTANCE, zero, TOKEN), "private key");
  }

  @Test
  void refusesAnInstanceWithoutNameOrWithAnEndlessOne() {
    JoinProve proof = proof(PAIR, NONCE, INSTANCE, TOKEN);

    assertRefused(() -> JoinProof.ofNewNode(NONCE, "", proof, TOKEN), "instance");
    assertRefused(() -> JoinProof.ofNewNode(NONCE, "i".repeat(257), proof, TOKEN), "instance");
  }

  @Test
  void aShortNonceIsOurOwnMistake() {
    JoinProve proof = proof(PAIR, NONCE, INSTANCE, TOKEN);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> JoinProof.ofNewNode(new byte[16], INSTANCE, proof, TOKEN));
  }

  @Test
  void aKnownNodeReturnsWithItsKeyAlone() {
    JoinProve whole = proof(PAIR, NONCE, INSTANCE, TOKEN);
    JoinProve keyOnly = new JoinProve(whole.publicKey(), whole.signature(), "", FACTS);

    assertThat(JoinProof.ofKnownNode(NONCE, INSTANCE, keyOnly).key()).isEqualTo(PAIR.getPublic());
  }

  @Test
  void aRenewalProvesTheNewKeyForOneCertificate() {
    BigInteger serial = new BigInteger("83746", 16);
    RenewCertificate renewal =
        new RenewCertificate(
            Keys.base64(PAIR.getPublic().getEncoded()),
            Keys.base64(Keys.sign(PAIR, RenewalTranscript.bytes(serial))));

    assertThat(JoinProof.ofRenewal(serial, renewal).key()).isEqualTo(PAIR.getPublic());
    assertRefused(() -> JoinProof.ofRenewal(serial.add(BigInteger.ONE), renewal), "private key");
  }

  private static void assertRefused(ThrowingCallable call, String reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MusterException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.JOIN_REFUSED))
        .hasMessageContaining(reason);
  }
}
