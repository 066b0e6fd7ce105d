package org.muster.coordinator.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
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

  @Test
  void whatIsTooOldGoes() throws IOException {
    StepKey other = StepKey.parse("demo/d1/worker-2/floods/setup/1");
    logs.append(STEP, 100, "old".getBytes(UTF_8));
    logs.append(other, 0, "new".getBytes(UTF_8));
    writtenAt(STEP, "2026-01-01T00:00:00Z");
    writtenAt(other, "2026-01-03T00:00:00Z");

    logs.sweep(Instant.parse("2026-01-02T00:00:00Z"), 1_000);

    assertThat(logs.position(STEP)).isZero();
    assertThat(logs.position(other)).isEqualTo(3);
    try (Stream<Path> left = Files.walk(folder)) {
      assertThat(left.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  @Test
  void theOldestGoWhenAClusterHasTooMuchAndHolesCountForNothing() throws IOException {
    StepKey newer = StepKey.parse("demo/d2/worker-2/floods/setup/1");
    StepKey elsewhere = StepKey.parse("other/d1/worker-1/floods/setup/1");
    logs.append(STEP, 0, new byte[600]);
    logs.append(newer, 1L << 40, new byte[600]);
    logs.append(elsewhere, 0, new byte[600]);
    writtenAt(STEP, "2026-01-01T00:00:00Z");
    writtenAt(newer, "2026-01-02T00:00:00Z");

    logs.sweep(Instant.EPOCH, 1_000);

    assertThat(logs.position(STEP)).isZero();
    assertThat(logs.position(newer)).isPositive();
    assertThat(logs.position(elsewhere)).isEqualTo(600);
  }

  private void writtenAt(StepKey step, String time) throws IOException {
    Path file =
        folder
            .resolve(step.cluster() + "/" + step.deployment())
            .resolve(step.node() + "_floods_setup_1.log");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse(time)));
  }

  private String read(long offset) {
    return new String(logs.read(STEP, offset, 100).data(), UTF_8);
  }
}
