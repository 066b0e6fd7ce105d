package org.muster.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.muster.error.MusterException;
import org.muster.protocol.CoordinatorMessage.MembersGiven;

final class MembershipTest {

  private static List<Member> members(int count) {
    Random random = new Random(7);
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Member(
                    new NodeId("worker-" + i),
                    Role.WORKER,
                    "10.%d.%d.%d"
                        .formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256)),
                    i))
        .toList();
  }

  @Test
  void aPackedListIsTheSameList() {
    List<Member> members = members(1_000);

    assertThat(Membership.unpack(Membership.pack(members))).isEqualTo(members);
    assertThat(Membership.pack(members)).isEqualTo(Membership.pack(members));
  }

  @Test
  void tenThousandMembersWithAddressesAtRandomAreLittle() {
    assertThat(Membership.pack(members(10_000)).length).isLessThan(160_000);
  }

  @Test
  void everyPieceFitsIntoAFrameAndTogetherTheyAreTheWhole() {
    byte[] packed = Membership.pack(members(40_000));
    List<MembersGiven> pieces = Membership.pieces(packed);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();

    for (MembersGiven piece : pieces) {
      String frame = new Codec().encode(CoordinatorMessage.class, piece);
      assertThat(frame.getBytes(StandardCharsets.UTF_8).length)
          .isLessThanOrEqualTo(Codec.MAX_FRAME_BYTES);
      assertThat(piece.offset()).isEqualTo(whole.size());
      assertThat(piece.total()).isEqualTo(packed.length);
      assertThat(piece.membership()).isEqualTo(Sha256.of(packed));
      whole.writeBytes(Base64.getDecoder().decode(piece.data()));
    }

    assertThat(pieces).hasSizeGreaterThan(1);
    assertThat(whole.toByteArray()).isEqualTo(packed);
  }

  @Test
  void whatIsNoMembershipIsRefused() {
    assertThatThrownBy(() -> Membership.unpack("no zip".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("reading a membership");
  }
}
