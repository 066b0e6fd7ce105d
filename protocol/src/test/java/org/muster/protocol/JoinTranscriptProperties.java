package org.muster.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

final class JoinTranscriptProperties {

  @Property(tries = 500)
  void differentFieldsNeverShareTheirBytes(
      @ForAll @Size(max = 6) byte[] nonce,
      @ForAll @Size(max = 6) byte[] key,
      @ForAll @StringLength(max = 6) @CharRange(from = 'a', to = 'c') String instance,
      @ForAll @Size(max = 6) byte[] otherNonce,
      @ForAll @Size(max = 6) byte[] otherKey,
      @ForAll @StringLength(max = 6) @CharRange(from = 'a', to = 'c') String otherInstance) {
    boolean same =
        Arrays.equals(nonce, otherNonce)
            && Arrays.equals(key, otherKey)
            && instance.equals(otherInstance);

    assertThat(
            Arrays.equals(
                new JoinTranscript(nonce, key, instance).bytes(),
                new JoinTranscript(otherNonce, otherKey, otherInstance).bytes()))
        .isEqualTo(same);
  }

  @Property(tries = 500)
  void movingABoundaryMakesAnotherTranscript(
      @ForAll @Size(min = 1, max = 40) byte[] bytes,
      @ForAll @IntRange(max = 40) int cut,
      @ForAll @IntRange(max = 40) int otherCut) {
    int one = Math.min(cut, bytes.length);
    int other = Math.min(otherCut, bytes.length);

    assertThat(Arrays.equals(split(bytes, one), split(bytes, other))).isEqualTo(one == other);
  }

  private static byte[] split(byte[] bytes, int at) {
    return new JoinTranscript(
            Arrays.copyOfRange(bytes, 0, at), Arrays.copyOfRange(bytes, at, bytes.length), "i")
        .bytes();
  }
}
