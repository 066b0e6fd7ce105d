package org.muster.coordinator.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DaemonJavaTest {
  @TempDir Path installed;

  @Test
  void ourOwnIsGoodEnoughWhereDaemonsRunOnIt() throws Exception {
    java("java-17", "17.0.15");

    assertThat(DaemonJava.choose(java("java-21", "21.0.7"), installed))
        .isEqualTo(installed.resolve("java-21"));
  }

  @Test
  void theOldestThatSuitsStandsInForOneThatIsTooNew() throws Exception {
    java("java-11", "11.0.2");
    java("java-21", "21.0.7");
    java("java-17", "17.0.15");

    assertThat(DaemonJava.choose(java("java-25", "25"), installed))
        .isEqualTo(installed.resolve("java-17"));
  }

  @Test
  void aFolderWithoutAProgramIsNoJava() throws Exception {
    Files.delete(java("java-17", "17.0.15").resolve("bin/java"));
    Files.createDirectories(installed.resolve("notes"));
    Path own = java("java-25", "25.0.1");

    assertThat(DaemonJava.choose(own, installed)).isEqualTo(own);
    assertThat(DaemonJava.choose(own, installed.resolve("absent"))).isEqualTo(own);
  }

  private Path java(String name, String version) throws IOException {
    Path home = installed.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.createFile(
        home.resolve("bin/java"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"Somebody\"\nJAVA_RUNTIME_VERSION=\"99\"\nJAVA_VERSION=\"%s\"\n"
            .formatted(version));
    return home;
  }
}
