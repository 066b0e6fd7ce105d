package org.muster.coordinator.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.protocol.StepKey;

final class LogStoreTest {
  private static final StepKey STEP = StepKey.parse("demo/d1/worker-1/floods/setup/1");
  private static final int PIECE = 1 << 20;

  @TempDir private Path folder;
  private LogStore logs;

  @BeforeEach
  void open() {
    logs = new LogStore(folder);
  }

  @Test
  void keepsWhatComesOnceAndWhatComesTwice() {
    logs.append(STEP, 0, "one\n".getBytes(UTF_8));
    logs.append(STEP, 2, "e\ntwo\n".getBytes(UTF_8));

    assertThat(logs.position(STEP)).isEqualTo(8);
    assertThat(read(0)).isEqualTo("one\ntwo\n");
  }

  @Test
  void showsAGapAsALaterBegin() {
    logs.append(STEP, 0, "begin".getBytes(UTF_8));
    logs.append(STEP, 1000, "end".getBytes(UTF_8));

    assertThat(read(0)).isEqualTo("begin");
    assertThat(logs.read(STEP, 5, 100).offset()).isEqualTo(1000);
    assertThat(read(5)).isEqualTo("end");
  }

  @Test
  void keepsTheEndOfAnOutputFarLargerThanWhatItKeeps() {
    logs.append(STEP, 0, "begin".getBytes(UTF_8));
    logs.append(STEP, 50 * LogStore.KEPT_BYTES, "end".getBytes(UTF_8));

    assertThat(logs.isFull(STEP)).isFalse();
    assertThat(read(50 * LogStore.KEPT_BYTES)).isEqualTo("end");
  }

  @Test
  void takesNoMoreThanItKeepsWhereverItIs() {
    logs.append(STEP, LogStore.KEPT_BYTES, new byte[PIECE]);
    for (long offset = LogStore.KEPT_BYTES; !logs.isFull(STEP); offset += PIECE) {
      logs.append(STEP, offset, new byte[PIECE]);
    }
    assertThat(logs.position(STEP)).isEqualTo(2 * LogStore.KEPT_BYTES);

    logs.append(STEP, 2 * LogStore.KEPT_BYTES, new byte[PIECE]);

    assertThat(logs.position(STEP)).isEqualTo(2 * LogStore.KEPT_BYTES);
  }

  private String read(long offset) {
    return new String(logs.read(STEP, offset, 100).data(), UTF_8);
  }
}
