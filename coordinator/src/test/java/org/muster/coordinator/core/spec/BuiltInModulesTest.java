package org.muster.coordinator.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.artifact.Limits;
import org.muster.coordinator.artifact.ModuleFolders;
import org.muster.coordinator.artifact.Store;
import org.muster.coordinator.artifact.TreeBuilder;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.module.CatalogueModule;

/** The modules that we ship, as the coordinator reads them. */
class BuiltInModulesTest {
  private static final Path ROOT = Path.of("..");

  @TempDir Path store;
  private Catalogue catalogue;

  @BeforeEach
  void readThem() {
    Store files = new Store(store, () -> Instant.EPOCH);
    catalogue =
        new ModuleFolders(
                files,
                new TreeBuilder(files, Limits.DEFAULT),
                ROOT.resolve("modules"),
                ROOT.resolve("templates"))
            .catalogue();
  }

  @Test
  void everyFolderIsAModule() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT.resolve("modules"))) {
      assertThat(catalogue.modules().keySet())
          .containsExactlyInAnyOrderElementsOf(
              folders.map(folder -> folder.getFileName().toString()).collect(Collectors.toSet()));
    }
  }

  @Test
  void nothingIsWrongWithThem() {
    for (CatalogueModule module : catalogue.modules().values()) {
      assertThat(ModuleLint.check(module.files(), catalogue, Defaults.demo())).isEmpty();
    }
  }

  @Test
  void theDemoClusterIsPossible() {
    Wish wish = SpecReader.read(Wishes.DEMO, catalogue, Defaults.demo());

    assertThat(wish.blueprint().variables()).containsEntry("SPARK_SCALA_VERSION", "2.13");
    assertThat(wish.blueprint().modules())
        .extracting(module -> module.name().value())
        .startsWith("node", "spark", "hadoop", "ephemeral-hdfs", "spark-standalone");
  }

  @Test
  void theOlderSparkHasTheOlderScala() {
    Wish wish =
        SpecReader.read(Wishes.set(Map.of("SPARK_VERSION", "3.5.7")), catalogue, Defaults.demo());

    assertThat(wish.blueprint().variables()).containsEntry("SPARK_SCALA_VERSION", "2.12");
    List<String> coordinates =
        wish.blueprint().modules().stream()
            .filter(module -> module.name().value().equals("spark"))
            .flatMap(module -> module.artifacts().stream())
            .flatMap(artifact -> artifact.coordinates().stream())
            .toList();
    assertThat(coordinates).contains("org.apache.spark:spark-core_2.12:3.5.7");
  }
}
