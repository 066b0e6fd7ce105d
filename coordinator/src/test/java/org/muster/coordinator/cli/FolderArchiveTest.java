package org.muster.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderArchiveTest {
  @TempDir private Path folder;

  @Test
  void filesGoWithTheirNamesAndModes() throws IOException {
    Files.writeString(folder.resolve("module.yaml"), "name: x\n");
    Path script =
        Files.writeString(Files.createDirectories(folder.resolve("bin")).resolve("x"), "");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));

    assertThat(entries()).containsExactly("bin/x 700 0", "module.yaml 644 8");
  }

  @Test
  void aNameThatIsLongOrForeignSurvives() throws IOException {
    String name = "größe-" + "x".repeat(150);
    Files.writeString(folder.resolve(name), "");

    assertThat(entries()).containsExactly(name + " 644 0");
  }

  @Test
  void aLinkThatStaysInsideGoesAsALink() throws IOException {
    Files.writeString(folder.resolve("a"), "");
    Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));

    assertThat(entries()).containsExactly("a 644 0", "b -> a");
  }

  @Test
  void linksThatLeaveTheFolderAreRefusedAllAtOnce() throws IOException {
    Files.createSymbolicLink(folder.resolve("up"), Path.of("../secret"));
    Files.createSymbolicLink(folder.resolve("root"), Path.of("/etc/passwd"));

    assertThatThrownBy(() -> FolderArchive.of(folder))
        .hasMessageContaining("the link 'up' leads out of the folder, to '../secret'")
        .hasMessageContaining("the link 'root' leads out of the folder, to '/etc/passwd'");
  }

  private List<String> entries() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FolderArchive.of(folder).writeTo(bytes);
    List<String> entries = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new ByteArrayInputStream(bytes.toByteArray()), "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries.add(
            entry.isSymbolicLink()
                ? entry.getName() + " -> " + entry.getLinkName()
                : "%s %o %d".formatted(entry.getName(), entry.getMode() & 0777, entry.getSize()));
      }
    }
    return entries;
  }
}
