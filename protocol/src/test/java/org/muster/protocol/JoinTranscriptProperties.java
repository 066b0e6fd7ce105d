package org.muster.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class JoinTranscriptProperties {

  /** Texts of few letters, so that two drawn at random are often nearly the same. */
  record Fields(String nonce, String key, String instance) {
    byte[] transcript() {
      return new JoinTranscript(
              nonce.getBytes(StandardCharsets.US_ASCII),
              key.getBytes(StandardCharsets.US_ASCII),
              instance)
          .bytes();
    }
  }

  @Provide
  Arbitrary<Fields> fields() {
    Arbitrary<String> field = Arbitraries.strings().withChars('a', 'b').ofMaxLength(3);
    return Combinators.combine(field, field, field).as(Fields::new);
  }

  @Property(tries = 500)
  void differentFieldsNeverShareTheirBytes(
      @ForAll("fields") Fields one, @ForAll("fields") Fields other) {
    assertThat(Arrays.equals(one.transcript(), other.transcript())).isEqualTo(one.equals(other));
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
