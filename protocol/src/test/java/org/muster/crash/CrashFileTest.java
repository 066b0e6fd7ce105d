package org.muster.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.error.MusterException;

final class CrashFileTest {
  @TempDir private Path folder;
  private Path file;
  private final List<String> ends = new ArrayList<>();

  @BeforeEach
  void write() throws Exception {
    file = folder.resolve("worker-1");
    order("run-1 AFTER INTENT_RECORD 2");
  }

  @Test
  void withoutAFileNothingIsOn() {
    CrashPoints points = CrashFile.of(folder.resolve("master-1"));

    points.passed(CrashPoint.RUNNER_START, CrashPoint.Moment.BEFORE);

    assertThat(points.areOn()).isFalse();
    assertThat(folder.resolve("master-1.passed")).doesNotExist();
  }

  @Test
  void aFileThatOthersMayWriteIsRefused() throws Exception {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    assertThatThrownBy(() -> CrashFile.of(file))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void endsAtTheNamedPassageAndThenNeverAgain() throws Exception {
    CrashPoints points = new CrashFile(file, () -> ends.add("end"));

    points.passed(CrashPoint.INTENT_RECORD);
    points.passed(CrashPoint.INTENT_RECORD, CrashPoint.Moment.BEFORE);
    points.passed(CrashPoint.RUNNER_START);
    assertThat(ends).isEmpty();
    points.passed(CrashPoint.INTENT_RECORD);
    points.passed(CrashPoint.INTENT_RECORD);

    assertThat(ends).containsExactly("end");
    assertThat(file).hasContent("spent");
    assertThat(Files.readAllLines(folder.resolve("worker-1.passed")))
        .hasSize(5)
        .contains("BEFORE INTENT_RECORD", "AFTER RUNNER_START");
  }

  @Test
  void countsAnewInEachRun() throws Exception {
    CrashPoints points = new CrashFile(file, () -> ends.add("end"));

    points.passed(CrashPoint.INTENT_RECORD);
    order("run-2 AFTER INTENT_RECORD 2");
    points.passed(CrashPoint.INTENT_RECORD);
    assertThat(ends).isEmpty();
    points.passed(CrashPoint.INTENT_RECORD);

    assertThat(ends).containsExactly("end");
  }

  private void order(String line) throws Exception {
    Files.writeString(file, line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
