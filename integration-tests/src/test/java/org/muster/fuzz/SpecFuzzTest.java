package org.muster.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.artifact.Limits;
import org.muster.coordinator.artifact.ModuleFolders;
import org.muster.coordinator.artifact.Store;
import org.muster.coordinator.artifact.TreeBuilder;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.module.CatalogueModule;
import org.muster.coordinator.core.module.ManifestReader;
import org.muster.coordinator.core.module.ModuleFiles;
import org.muster.coordinator.core.spec.Defaults;
import org.muster.coordinator.core.spec.LaunchRequest;
import org.muster.coordinator.core.spec.SpecReader;
import org.muster.coordinator.core.yaml.YamlReader;
import org.muster.error.Problems;

final class SpecFuzzTest {
  private static final String CLUSTER =
      """
      name: demo
      provider: { kind: local, isolation: process }
      ready: 100%
      groups:
        - { role: master, count: 1, type: medium }
        - { role: worker, count: 2, type: small }
      modules: [node, spark, ephemeral-hdfs, spark-standalone]
      test_modules: [ephemeral-hdfs]
      variables: &v { SPARK_VERSION: "4.1.0", HADOOP_VERSION: "3.4.2" }
      secrets: { S3_KEY: { env: MY_KEY } }
      """;

  @TempDir private Path folder;
  private Catalogue catalogue;

  @BeforeEach
  void read() {
    Store store = new Store(folder, () -> Instant.EPOCH);
    TreeBuilder trees = new TreeBuilder(store, Limits.DEFAULT);
    catalogue =
        new ModuleFolders(store, trees, Path.of("../modules"), Path.of("../templates")).catalogue();
  }

  @Test
  void yaml() throws Exception {
    List<byte[]> good = new ArrayList<>(Fuzz.files(Path.of("../modules"), ".yaml"));
    good.addAll(Fuzz.texts(CLUSTER, "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "? [a]\n: b\n"));
    Fuzz.of(
        "yaml", good, input -> YamlReader.read(new String(input, UTF_8), "x.yaml", new Problems()));
  }

  @Test
  void clusters() throws Exception {
    Fuzz.of(
        "clusters",
        Fuzz.texts(CLUSTER, "name: demo\n", CLUSTER.replace("local, isolation: process", "static")),
        input -> SpecReader.read(wish(new String(input, UTF_8)), catalogue, Defaults.demo()));
  }

  @Test
  void manifests() throws Exception {
    CatalogueModule any = catalogue.modules().values().iterator().next();
    Fuzz.of(
        "manifests",
        Fuzz.files(Path.of("../modules"), "module.yaml"),
        input ->
            ManifestReader.read(
                new ModuleFiles(
                    "own",
                    "modules/own",
                    "templates/own",
                    Optional.of(new String(input, UTF_8)),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    any.files().hash()),
                new Problems()));
  }

  private static LaunchRequest wish(String yaml) {
    return new LaunchRequest(
        "demo", yaml, "", "", null, null, null, null, null, null, null, "", null);
  }
}
