package org.muster.coordinator.core.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;

class DeployReaderTest {
  private static final Catalogue BUILT_IN =
      Modules.builtIn()
          .with("scala", "name: scala\nrequires: [spark]", "init.sh", "run.sh")
          .catalogue();
  private static final ClusterSpec DEMO =
      SpecReader.read(Wishes.set(Map.of("SWAP_MB", "7")), BUILT_IN, Defaults.demo()).spec();

  @Test
  void unaskedItIsEverythingButRun() {
    Wish wish = read(List.of(), List.of(), Map.of());

    assertThat(wish.spec()).isEqualTo(DEMO);
    assertThat(wish.blueprint().phases().get(Phase.INIT)).hasSize(7);
    assertThat(wish.blueprint().phases().get(Phase.TEST)).hasSize(7);
    assertThat(wish.blueprint().phases().get(Phase.RUN)).isEmpty();
  }

  @Test
  void namedModulesTakePartInNamedPhases() {
    Wish wish = read(List.of("ephemeral-hdfs"), List.of("test", "run"), Map.of());

    assertThat(wish.blueprint().modules()).hasSize(7);
    assertThat(wish.blueprint().phases().get(Phase.SETUP)).isEmpty();
    assertThat(wish.blueprint().phases().get(Phase.TEST))
        .extracting(ModuleName::value)
        .containsExactly("hadoop", "ephemeral-hdfs");
    assertThat(wish.blueprint().phases().get(Phase.LEAVE)).hasSize(7);
  }

  @Test
  void aNewModuleJoinsTheCluster() {
    Wish wish = read(List.of("scala"), List.of(), Map.of("SWAP_MB", "8", "X", "y"));

    assertThat(wish.spec().modules()).contains(new ModuleName("scala"), new ModuleName("node"));
    assertThat(wish.spec().variables())
        .containsExactlyInAnyOrderEntriesOf(Map.of("SWAP_MB", "8", "X", "y"));
    assertThat(wish.blueprint().phases().get(Phase.INIT)).containsExactly(new ModuleName("scala"));
  }

  @Test
  void saysAllMistakesAtOnce() {
    assertThatThrownBy(
            () -> read(List.of("scalla"), List.of("tests", "leave"), Map.of("PATH", "/x")))
        .hasMessage(
            """
            the deployment on 'demo' is not valid:
              - --set: the variable 'PATH' cannot be set, for each node has its own; use another name
              - --phases: unknown phase 'tests'; did you mean 'test'?
              - --phases: unknown phase 'leave'; use one of: init, run, setup, test
              - --modules: unknown module 'scalla'; did you mean 'scala'?""");
  }

  private static Wish read(List<String> modules, List<String> phases, Map<String, String> set) {
    return DeployReader.read(
        DEMO, new DeployRequest(modules, phases, set, Map.of(), false), BUILT_IN, Defaults.demo());
  }
}
