package org.muster.coordinator.flow;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.plan.CriticalPath;
import org.muster.coordinator.core.plan.Plan;
import org.muster.coordinator.core.plan.Planner;
import org.muster.coordinator.core.plan.StepTemplate;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.spec.Defaults;
import org.muster.coordinator.core.spec.DeployRequest;
import org.muster.coordinator.core.spec.GroupSpec;
import org.muster.coordinator.core.spec.LaunchRequest;
import org.muster.coordinator.core.spec.SpecReader;
import org.muster.coordinator.core.spec.Wish;
import org.muster.coordinator.core.view.CriticalPathView;
import org.muster.coordinator.core.view.PlanView;
import org.muster.coordinator.journal.Journal;
import org.muster.coordinator.provider.Provider;
import org.muster.protocol.Role;

/** Finds out whether a launch is possible, and what it would do, before anything is touched. */
final class LaunchChecks {
  private final Function<Map<String, String>, Catalogue> catalogues;
  private final Map<String, Provider> providers;
  private final Defaults defaults;
  private final Journal journal;

  /**
   * @param catalogues the built-in modules, with those of a user by name and hash of their tree;
   *     blocks
   */
  LaunchChecks(
      Function<Map<String, String>, Catalogue> catalogues,
      Map<String, Provider> providers,
      Defaults defaults,
      Journal journal) {
    this.catalogues = catalogues;
    this.providers = providers;
    this.defaults = defaults;
    this.journal = journal;
  }

  /** Blocks. Fails with all mistakes at once. */
  Wish check(LaunchRequest request) {
    Catalogue catalogue = catalogues.apply(request.moduleTrees());
    Wish wish = SpecReader.read(request, catalogue, defaults, this::checkProvider);
    Planner.plan(wish.blueprint());
    return wish;
  }

  private List<String> checkProvider(ClusterSpec spec) {
    Provider provider = providers.get(spec.provider().kind());
    return provider == null
        ? List.of(
            "this coordinator has no provider '%s'; it has %s"
                .formatted(spec.provider().kind(), String.join(", ", providers.keySet())))
        : provider.check(spec);
  }

  /** Blocks. The modules that a deployment may name: also the user's own that it has already. */
  Catalogue catalogue(DeployRequest request, Blueprint current) {
    Catalogue builtIn = catalogues.apply(Map.of());
    Map<String, String> trees = new TreeMap<>();
    current.modules().stream()
        .filter(module -> builtIn.find(module.name().value()).isEmpty())
        .forEach(module -> trees.put(module.name().value(), module.tree()));
    trees.putAll(request.moduleTrees());
    return catalogues.apply(trees);
  }

  /** Blocks. What a launch would do. */
  PlanView preview(LaunchRequest request) {
    Wish wish = check(request);
    Plan plan = Planner.plan(wish.blueprint());
    List<PlanView.Row> rows = new ArrayList<>();
    int steps = 0;
    int nodes = 0;
    for (Role role : Role.values()) {
      nodes += count(wish, role);
    }
    for (StepTemplate template : plan.templates()) {
      int count = count(wish, template.role());
      if (count > 0) {
        steps += count;
        rows.add(
            new PlanView.Row(
                template.module(),
                template.phase(),
                template.role(),
                count,
                waitsFor(plan, wish, template)));
      }
    }
    List<String> artifacts =
        wish.blueprint().modules().stream()
            .flatMap(module -> module.artifacts().stream().map(a -> module.name() + "/" + a.name()))
            .toList();
    return new PlanView(
        plan.hash(), nodes, steps, rows, artifacts, request.yaml(), criticalPath(plan, wish));
  }

  private CriticalPathView criticalPath(Plan plan, Wish wish) {
    Set<Role> there = EnumSet.allOf(Role.class);
    there.removeIf(role -> count(wish, role) == 0);
    LastMeasured measured = LastMeasured.in(journal);
    return CriticalPathView.of(CriticalPath.of(plan, there, measured::of));
  }

  private static int count(Wish wish, Role role) {
    return wish.spec().groups().stream()
        .filter(group -> group.role() == role)
        .mapToInt(GroupSpec::count)
        .sum();
  }

  private static List<String> waitsFor(Plan plan, Wish wish, StepTemplate template) {
    List<String> words = new ArrayList<>();
    for (int id : template.local()) {
      StepTemplate before = plan.template(id);
      words.add("%s %s".formatted(before.module(), before.phase()));
    }
    for (int id : template.gates()) {
      StepTemplate before = plan.template(id);
      if (count(wish, before.role()) > 0) {
        words.add("%s %s on every %s".formatted(before.module(), before.phase(), before.role()));
      }
    }
    return words;
  }
}
