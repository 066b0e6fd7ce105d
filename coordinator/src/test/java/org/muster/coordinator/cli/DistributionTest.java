package org.muster.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DistributionTest {
  private static final String ARCHIVE = "agent/muster-agent.jsa";

  @TempDir private Path folder;

  private Path built;
  private Path copies;

  @BeforeEach
  void build() throws IOException {
    built = folder.resolve("dist");
    copies = Files.createDirectories(folder.resolve("copies"));
    Files.createDirectories(built.resolve("lib"));
    Files.createDirectories(built.resolve("agent"));
    Files.writeString(built.resolve("lib/muster-coordinator.jar"), "a program");
    Files.writeString(built.resolve("agent/muster-agent.jar"), "another one");
    Files.writeString(built.resolve("muster.jsa"), "for the command line of this folder");
    Files.writeString(built.resolve(ARCHIVE), "old");
  }

  @Test
  void anArchiveGoesAlongWithACopy() throws IOException {
    Distribution copy = new Distribution(built).copiedTo(copies);

    assertThat(copy.id()).isEqualTo(new Distribution(built).id());
    assertThat(copy.jar()).hasContent("a program");
    assertThat(Files.isSameFile(copy.folder().resolve(ARCHIVE), built.resolve(ARCHIVE))).isTrue();
    assertThat(copy.folder().resolve("muster.jsa")).doesNotExist();
  }

  @Test
  void aCopyGetsTheArchiveThatWasMadeLater() throws IOException {
    Distribution copy = new Distribution(built).copiedTo(copies);
    Files.delete(built.resolve(ARCHIVE));
    Files.writeString(built.resolve(ARCHIVE), "new");

    assertThat(new Distribution(built).copiedTo(copies)).isEqualTo(copy);
    assertThat(copy.folder().resolve(ARCHIVE)).hasContent("new");
  }

  @Test
  void onlyTheNewestCopyKeepsAnArchive() throws IOException {
    Distribution first = new Distribution(built).copiedTo(copies);
    Files.writeString(built.resolve("lib/muster-coordinator.jar"), "another program");

    Distribution second = new Distribution(built).copiedTo(copies);

    assertThat(second).isNotEqualTo(first);
    assertThat(first.folder().resolve(ARCHIVE)).doesNotExist();
    assertThat(second.folder().resolve(ARCHIVE)).hasContent("old");
  }
}
