package org.muster.coordinator.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;

final class AddressesTest {
  private static final Path HOME = Path.of("/home/ada/.muster");
  private static final ClusterName DEMO = new ClusterName("demo");

  @TempDir private Path folder;

  @Test
  void aClusterGetsTheSameBlockAgain() {
    assertThat(AddressBlocks.choose(HOME, DEMO, Set.of()))
        .isEqualTo(AddressBlocks.choose(HOME, DEMO, Set.of()));
  }

  @Test
  void homesAndClustersAreSpread() {
    Set<AddressBlock> blocks = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      blocks.add(AddressBlocks.choose(HOME, new ClusterName("demo-" + i), Set.of()));
      blocks.add(AddressBlocks.choose(Path.of("/home/user" + i), DEMO, Set.of()));
    }

    assertThat(blocks).hasSizeGreaterThan(95);
    assertThat(blocks).allSatisfy(block -> assertThat(block.second()).isBetween(16, 239));
  }

  @Test
  void aBlockInUseIsLeftOut() {
    Set<AddressBlock> inUse = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      AddressBlock next = AddressBlocks.choose(HOME, DEMO, inUse);

      assertThat(inUse.add(next)).isTrue();
    }
  }

  @Test
  void noBlockIsLeftWhenAllAreInUse() {
    Set<AddressBlock> all = new HashSet<>();
    for (int second = 0; second < 256; second++) {
      for (int third = 0; third < 256; third++) {
        all.add(new AddressBlock(second, third));
      }
    }

    assertThatThrownBy(() -> AddressBlocks.choose(HOME, DEMO, all))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("destroy a local cluster");
  }

  @Test
  void aBlockIsWrittenAsItIsRead() {
    AddressBlock block = AddressBlock.parse("127.23.5\n");

    assertThat(AddressBlock.parse(block.toString())).isEqualTo(block);
    assertThat(block.address(254)).isEqualTo("127.23.5.254");
    assertThatThrownBy(() -> block.address(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> block.address(255)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AddressBlock.parse("10.0.0"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AddressBlock.parse("127.300.1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyListenersOnLoopbackCount() throws IOException {
    Files.createDirectories(folder.resolve("net"));
    Files.writeString(
        folder.resolve("net/tcp"),
        """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid
           0: 0205177F:2692 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0
           1: 0100007F:E7A4 010B177F:1F90 06 00000000:00000000 03:0000011C 00000000     0
           2: 00000000:07E8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0
           3: 0100000A:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0
        """);
    Files.writeString(
        folder.resolve("net/tcp6"),
        """
          sl  local_address                         remote_address                        st
           0: 0000000000000000FFFF00000107187F:2692 00000000000000000000000000000000:0000 0A
           1: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A
        """);

    assertThat(new Listeners(folder).blocks())
        .containsExactlyInAnyOrder(new AddressBlock(23, 5), new AddressBlock(24, 7));
  }

  @Test
  void theIndexSaysTheAddressUntilIndexesRunOut() {
    HostNumbers numbers = new HostNumbers(DEMO, Set.of(1, 2));

    assertThat(numbers.take(2)).isEqualTo(3);
    assertThat(numbers.take(0)).isEqualTo(4);
    assertThat(numbers.take(253)).isEqualTo(254);
    assertThat(numbers.take(254)).isEqualTo(5);
  }

  @Test
  void aBlockHasRoomForSoManyNodesAndNoMore() {
    HostNumbers numbers = new HostNumbers(DEMO, Set.of());
    Set<Integer> taken = new HashSet<>();
    for (int i = 0; i < AddressBlock.SIZE; i++) {
      taken.add(numbers.take(1000 + i));
    }

    assertThat(taken).hasSize(AddressBlock.SIZE);
    assertThatThrownBy(() -> numbers.take(0))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("'demo'");
  }
}
