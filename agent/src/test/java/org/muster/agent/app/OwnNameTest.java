package org.muster.agent.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnNameTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";

  @TempDir private Path folder;

  @Test
  void itComesFromTheMachinesIdWithoutTellingIt() throws IOException {
    Path id = Files.writeString(folder.resolve("machine-id"), ID + "\n");

    String name = OwnName.in(state("a"), id);

    assertThat(name).matches("machine-[0-9a-f]{16}").isEqualTo(OwnName.in(state("b"), id));
    assertThat(ID).doesNotContain(name.substring("machine-".length()));
  }

  @Test
  void aMachineWithoutAnIdMakesANameOfItsOwnAndKeepsIt() throws IOException {
    Path none = folder.resolve("machine-id");

    String name = OwnName.in(state("a"), none);

    assertThat(name).matches("machine-[0-9a-f]{16}");
    assertThat(OwnName.in(state("a"), none)).isEqualTo(name);
    assertThat(OwnName.in(state("b"), none)).isNotEqualTo(name);
  }

  @Test
  void anIdThatIsNotSetYetIsNone() throws IOException {
    Path id = Files.writeString(folder.resolve("machine-id"), "uninitialized\n");

    assertThat(OwnName.in(state("a"), id)).isNotEqualTo(OwnName.in(state("b"), id));
  }

  @Test
  void theNameStaysWhenTheMachineGetsAnIdLater() throws IOException {
    String name = OwnName.in(state("a"), folder.resolve("machine-id"));
    Path id = Files.writeString(folder.resolve("machine-id"), ID);

    assertThat(OwnName.in(state("a"), id)).isEqualTo(name);
  }

  private Path state(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }
}
