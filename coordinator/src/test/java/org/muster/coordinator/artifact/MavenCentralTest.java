package org.muster.coordinator.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Needs the network, or a mirror in the user's Maven settings: {@code
 * -Dexcluded.test.groups=network} leaves it out.
 */
@Tag("network")
final class MavenCentralTest {
  @TempDir private Path folder;

  @Test
  void theClosureOfASmallLibraryComesFromCentralWithTheVersionsOfItsBom() {
    Store store = new Store(folder, () -> Instant.EPOCH);
    MavenClosure closure =
        new MavenClosure(
            List.of("org.slf4j:slf4j-simple:2.0.9"),
            List.of("org.slf4j:slf4j-bom:2.0.17"),
            List.of(),
            List.of());

    ResolvedArtifact artifact =
        new ArtifactResolver(store).resolve(ArtifactSpec.ofMaven("log", closure), Progress.NONE);

    assertThat(store.tree(artifact.tree()).orElseThrow().files())
        .extracting("path")
        .containsExactly("jars/slf4j-api-2.0.17.jar", "jars/slf4j-simple-2.0.9.jar");
    assertThat(new ArtifactResolver(store).recall(ArtifactSpec.ofMaven("log", closure)))
        .contains(artifact);
  }
}
