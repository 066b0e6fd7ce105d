package org.muster.coordinator.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.module.PlannedModule;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;

class SpecReaderTest {
  private static final Catalogue BUILT_IN = Modules.builtIn().catalogue();

  @Test
  void withoutAFileItIsTheDemoCluster() {
    Wish wish = SpecReader.read(Wishes.DEMO, BUILT_IN, Defaults.demo());

    assertThat(wish.spec().name()).hasToString("demo");
    assertThat(wish.spec().provider()).isEqualTo(new ProviderSpec("local", "process", null));
    assertThat(wish.spec().ready()).isEqualTo(Quorum.ALL);
    assertThat(wish.spec().groups())
        .containsExactly(
            new GroupSpec(Role.MASTER, 1, "medium", null),
            new GroupSpec(Role.WORKER, 2, "small", null));
    assertThat(wish.spec().modules())
        .extracting(ModuleName::value)
        .containsExactly("node", "spark", "ephemeral-hdfs", "spark-standalone", "rpms", "extra");
    assertThat(wish.spec().variables()).isEmpty();
  }

  @Test
  void whatAModuleRequiresComesBeforeIt() {
    Wish wish = SpecReader.read(Wishes.DEMO, BUILT_IN, Defaults.demo());

    assertThat(wish.blueprint().modules())
        .extracting(module -> module.name().value())
        .containsExactly(
            "node", "spark", "hadoop", "ephemeral-hdfs", "spark-standalone", "rpms", "extra");
  }

  @Test
  void variablesAreFilledIn() {
    Wish wish =
        SpecReader.read(Wishes.set(Map.of("SPARK_VERSION", "3.5.7")), BUILT_IN, Defaults.demo());
    PlannedModule spark = wish.blueprint().module(new ModuleName("spark"));

    assertThat(spark.version()).isEqualTo("3.5.7");
    assertThat(wish.blueprint().variables())
        .containsEntry("SCALA", "2.12")
        .containsEntry("HADOOP_VERSION", "3.4.2")
        .containsEntry("SWAP_MB", "1024");
    assertThat(spark.artifacts().get(0).coordinates())
        .containsExactly("org.apache.spark:spark-core_2.12:3.5.7");
    assertThat(spark.artifacts().get(0).boms())
        .containsExactly("org.apache.spark:spark-parent_2.12:3.5.7");
  }

  @Test
  void anExplicitlyEmptyPhaseListMeansNone() {
    Wish wish =
        SpecReader.read(
            Wishes.userVariables(Map.of("TEST_MODULES", "", "INIT_MODULES", "ephemeral-hdfs")),
            BUILT_IN,
            Defaults.demo());

    assertThat(wish.blueprint().phases().get(Phase.TEST)).isEmpty();
    assertThat(wish.blueprint().phases().get(Phase.INIT))
        .extracting(ModuleName::value)
        .containsExactly("hadoop", "ephemeral-hdfs");
    assertThat(wish.blueprint().phases().get(Phase.SETUP)).hasSize(7);
    assertThat(wish.spec().phaseModules().get(Phase.TEST)).isEmpty();
  }
}
