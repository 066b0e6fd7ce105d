package org.muster.agent.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.agent.step.BashStep.Outcome;

/** lay_out and java_options. */
class SoftwareTest {
  @TempDir private Path node;
  private Path artifact;
  private Path home;

  @BeforeEach
  void makeAnArtifactOfJars() throws IOException {
    artifact = node.resolve("artifact");
    home = node.resolve("opt/program");
    Files.createDirectories(artifact.resolve("jars"));
    Path launchers = Files.createDirectories(node.resolve("web/files/bin"));
    Files.writeString(launchers.resolve("program"), "#!/bin/sh\necho ours\n");
  }

  @Test
  void anArtifactOfJarsGetsTheLaunchersOfTheModule() {
    Outcome outcome = layOut();

    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    assertThat(home.resolve("jars")).isSymbolicLink().isDirectory();
    assertThat(home.resolve("bin/program")).isExecutable();
    assertThat(node.resolve("usr/local/bin")).isDirectory();
  }

  @Test
  void aDistributionKeepsItsOwn() throws IOException {
    Files.createDirectories(artifact.resolve("bin"));
    Files.writeString(artifact.resolve("bin/program"), "#!/bin/sh\necho theirs\n");

    layOut();

    assertThat(home.resolve("bin")).isSymbolicLink();
    assertThat(home.resolve("bin/program")).hasContent("#!/bin/sh\necho theirs");
  }

  @Test
  void whatAnEarlierReleaseHadIsGoneTheNextTime() throws IOException {
    Files.createDirectories(artifact.resolve("examples"));
    layOut();
    Files.delete(artifact.resolve("examples"));

    layOut();

    assertThat(home.toFile().list()).containsExactlyInAnyOrder("bin", "jars");
    assertThat(home.resolveSibling("program.next")).doesNotExist();
  }

  @Test
  void withoutAnArtifactNothingIsTaken() {
    layOut();

    Outcome outcome = BashStep.run(node, "lay_out \"$MUSTER_ROOT/opt/program\" ''\n");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.output()).contains("'' is no folder");
    assertThat(home.resolve("jars")).exists();
  }

  @Test
  void aDaemonGetsItsPartOfTheMemoryWithinBounds() {
    assertThat(options(8192)).endsWith("-Xmx1024m\n");
    assertThat(options(65536)).endsWith("-Xmx4096m\n");
    assertThat(options(512)).endsWith("-Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1\n");
  }

  private Outcome layOut() {
    return BashStep.run(node, "lay_out \"$MUSTER_ROOT/opt/program\" \"$MUSTER_ROOT/artifact\"\n");
  }

  private String options(int megabytes) {
    return BashStep.run(
            node, "MUSTER_MEMORY_MB=%d\necho \"$(java_options 8 128 4096)\"\n".formatted(megabytes))
        .output();
  }
}
