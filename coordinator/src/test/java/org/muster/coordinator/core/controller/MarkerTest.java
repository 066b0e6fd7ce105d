package org.muster.coordinator.core.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.coordinator.core.plan.ModuleSketch.module;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.plan.ModuleSketch;
import org.muster.protocol.ModuleBundle;

/** What nodes are told to leave behind after an {@code init}. */
final class MarkerTest {
  private final TestCluster cluster = TestCluster.launched(1, module("plain"));

  @Test
  void aModuleThatReadsTheDeployRootIsInstalledAgainWhenThatChanges() {
    Map<String, String> without = markers();
    Map<String, String> first = markers("one");

    assertThat(first.get("reader")).isNotEqualTo(without.get("reader"));
    assertThat(markers("two").get("reader")).isNotEqualTo(first.get("reader"));
    assertThat(markers("one").get("reader")).isEqualTo(first.get("reader"));
  }

  @Test
  void anyOtherModuleIsNot() {
    assertThat(markers("one").get("plain")).isEqualTo(markers("two").get("plain"));
  }

  private Map<String, String> markers(String... overlays) {
    ModuleSketch[] modules = {module("plain"), module("reader").readsDeployRoot()};
    Blueprint sketch = ModuleSketch.blueprint(modules);
    Blueprint blueprint =
        new Blueprint(sketch.modules(), sketch.phases(), sketch.variables(), List.of(overlays));
    cluster.user((mind, at) -> mind.deploy(at, blueprint, false, ""));
    return Briefings.of(cluster.deployment(), Map.of()).modules().stream()
        .collect(Collectors.toMap(bundle -> bundle.name().value(), ModuleBundle::marker));
  }
}
