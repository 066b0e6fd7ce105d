package org.muster.coordinator.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.core.module.ArtifactRule;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.module.ModuleFiles;
import org.muster.coordinator.core.module.PhaseRule;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.spec.Defaults;
import org.muster.coordinator.core.spec.LaunchRequest;
import org.muster.coordinator.core.spec.ModuleLint;
import org.muster.coordinator.core.spec.SpecReader;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;

/** The modules as they are shipped, read the way that a launch reads them. */
class BuiltInModulesTest {
  private static final Path MODULES = Path.of("../modules");
  private static final Path TEMPLATES = Path.of("../templates");
  private static final List<String> ALL =
      List.of(
          "node",
          "spark",
          "ephemeral-hdfs",
          "spark-standalone",
          "scala",
          "rpms",
          "extra",
          "hadoop");

  @TempDir private Path folder;
  private Catalogue catalogue;

  @BeforeEach
  void readModules() {
    Store store = new Store(folder, () -> Instant.EPOCH);
    catalogue =
        new ModuleFolders(store, new TreeBuilder(store, Limits.DEFAULT), MODULES, TEMPLATES)
            .catalogue();
  }

  @Test
  void everyModuleCanBeDeployed() {
    Blueprint blueprint = blueprint(ALL, Map.of());

    assertThat(blueprint.modules())
        .extracting(module -> module.name().value())
        .containsExactlyInAnyOrderElementsOf(ALL);
  }

  @Test
  void aTemplateNamesNothingThatItsOwnModuleDoesNotKnow() {
    for (String module : ALL) {
      assertThat(blueprint(List.of(module), Map.of()).modules()).isNotEmpty();
    }
  }

  @Test
  void sparkFollowsItsVersion() {
    assertThat(spark("4.1.0").boms()).containsExactly("org.apache.spark:spark-parent_2.13:4.1.0");
    assertThat(spark("4.1.0").coordinates())
        .contains("org.apache.spark:spark-core_2.13:4.1.0")
        .noneMatch(coordinate -> coordinate.contains("spark-repl"));
    assertThat(spark("3.5.7").boms()).containsExactly("org.apache.spark:spark-parent_2.12:3.5.7");
    assertThat(spark("3.5.7").coordinates()).contains("org.apache.spark:spark-repl_2.12:3.5.7");
  }

  @Test
  void aDistributionIsPreferredToTheJars() {
    ArtifactRule spark =
        blueprint(List.of("spark"), Map.of("SPARK_ARCHIVE", "/dist/spark.tgz"))
            .module(new ModuleName("spark"))
            .artifacts()
            .get(0);

    assertThat(spark.path()).isEqualTo("/dist/spark.tgz");
    assertThat(spark.strip()).isEqualTo(1);
  }

  @Test
  void testsAndTheSmokeJobRunOnTheMaster() {
    for (String module : List.of("ephemeral-hdfs", "spark-standalone")) {
      PhaseRule test =
          blueprint(ALL, Map.of()).module(new ModuleName(module)).rule(Phase.TEST).orElseThrow();

      assertThat(test.roles()).containsExactly(Role.MASTER);
    }
  }

  @Test
  void lintFindsNothing() {
    for (String module : ALL) {
      ModuleFiles files = catalogue.find(module).orElseThrow().files();

      assertThat(ModuleLint.check(files, catalogue, Defaults.demo())).as(module).isEmpty();
    }
  }

  @Test
  void noScriptSleeps() throws IOException {
    Pattern sleep = Pattern.compile("(?m)^[^#]*\\bsleep\\b");

    try (Stream<Path> files = Files.walk(MODULES)) {
      assertThat(files.filter(file -> file.toString().matches(".*\\.(sh|bash)")))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(contentOf(file.toFile())).doesNotContainPattern(sleep));
    }
  }

  private ArtifactRule spark(String version) {
    return blueprint(List.of("spark"), Map.of("SPARK_VERSION", version))
        .module(new ModuleName("spark"))
        .artifacts()
        .get(0);
  }

  private Blueprint blueprint(List<String> modules, Map<String, String> variables) {
    LaunchRequest request =
        new LaunchRequest(
            "demo", "", "", "", null, modules, null, variables, null, null, null, "", null);
    return SpecReader.read(request, catalogue, Defaults.demo()).blueprint();
  }
}
