package org.muster.coordinator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.artifact.Limits;
import org.muster.coordinator.artifact.ModuleFolders;
import org.muster.coordinator.artifact.Store;
import org.muster.coordinator.artifact.TreeBuilder;
import org.muster.coordinator.cli.ModulesPage;

/** The page about the modules that we ship says what their manifests say. */
class ModulesPageTest {
  private static final Path ROOT = Path.of("..");

  @TempDir Path store;

  @Test
  void thePageIsWhatTheManifestsSay() throws IOException {
    Store files = new Store(store, () -> Instant.EPOCH);
    ModuleFolders folders =
        new ModuleFolders(
            files,
            new TreeBuilder(files, Limits.DEFAULT),
            ROOT.resolve("modules"),
            ROOT.resolve("templates"));

    assertThat(Files.readAllLines(ROOT.resolve("docs/modules.md")))
        .as("docs/modules.md is stale: muster module list --markdown >docs/modules.md")
        .isEqualTo(ModulesPage.lines(ModuleViews.of(folders.catalogue())));
  }
}
