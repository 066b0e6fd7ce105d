package org.muster.coordinator.core.spec;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.yaml.Place;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.coordinator.core.yaml.Spelling;
import org.muster.error.Problems;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;

/**
 * Reads what a user wants done again on a cluster that stands. The blueprint has all modules of the
 * cluster, and in its phases only what takes part; join and leave are always there.
 */
public final class DeployReader {
  private static final List<Phase> UNASKED = List.of(Phase.INIT, Phase.SETUP, Phase.TEST);

  private final ClusterSpec cluster;
  private final DeployRequest request;
  private final Problems problems = new Problems();

  private DeployReader(ClusterSpec cluster, DeployRequest request) {
    this.cluster = cluster;
    this.request = request;
  }

  /**
   * The cluster with what the request adds to it.
   *
   * @throws org.muster.error.MusterException INVALID_INPUT with all mistakes at once
   */
  public static Wish read(
      ClusterSpec cluster, DeployRequest request, Catalogue catalogue, Defaults defaults) {
    return new DeployReader(cluster, request).wish(catalogue, defaults);
  }

  private Wish wish(Catalogue catalogue, Defaults defaults) {
    Set<String> secrets = new TreeSet<>(cluster.secretNames());
    Map<String, Placed> said =
        VariableLayers.merge(
            placed(cluster.variables()), Map.of(), request.variables(), secrets, problems);
    List<Placed> named = ModuleLists.placed(request.modules(), "--modules");
    ModuleLists lists =
        new ModuleLists(withCluster(named), byPhase(named)).existing(catalogue, problems);
    Blueprint blueprint =
        new BlueprintReader(catalogue, defaults, problems)
            .blueprint(lists, said, cluster.provider(), secrets);
    problems.throwIfAny("the deployment on '%s'".formatted(cluster.name()));
    return new Wish(
        spec(lists, said),
        new Blueprint(
            blueprint.modules(),
            blueprint.phases(),
            blueprint.variables(),
            cluster.overlay().isEmpty() ? List.of() : List.of(cluster.overlay())),
        catalogue.notes());
  }

  private List<Placed> withCluster(List<Placed> named) {
    List<Placed> all = new ArrayList<>(ofCluster(cluster.modules()));
    Set<String> known = new LinkedHashSet<>();
    all.forEach(module -> known.add(module.text()));
    named.stream().filter(module -> known.add(module.text())).forEach(all::add);
    return all;
  }

  private Map<Phase, List<Placed>> byPhase(List<Placed> named) {
    Set<Phase> wanted = wanted();
    Map<Phase, List<Placed>> lists = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.DEPLOYMENT) {
      List<ModuleName> own = cluster.phaseModules().get(phase);
      if (!wanted.contains(phase)) {
        lists.put(phase, List.of());
      } else if (!named.isEmpty()) {
        lists.put(phase, named);
      } else if (own != null) {
        lists.put(phase, ofCluster(own));
      }
    }
    return lists;
  }

  private Set<Phase> wanted() {
    Set<Phase> wanted = EnumSet.noneOf(Phase.class);
    for (String label : request.phases()) {
      Optional<Phase> phase =
          Phase.DEPLOYMENT.stream().filter(known -> known.label().equals(label)).findFirst();
      phase.ifPresent(wanted::add);
      if (phase.isEmpty()) {
        problems.add(
            "--phases: unknown phase '%s'; %s"
                .formatted(
                    label,
                    Spelling.wayOut(label, Phase.DEPLOYMENT.stream().map(Phase::label).toList())));
      }
    }
    return request.phases().isEmpty() ? EnumSet.copyOf(UNASKED) : wanted;
  }

  private ClusterSpec spec(ModuleLists lists, Map<String, Placed> said) {
    TreeMap<String, String> variables = new TreeMap<>();
    said.forEach((name, value) -> variables.put(name, value.text()));
    return new ClusterSpec(
        cluster.name(),
        cluster.provider(),
        cluster.ready(),
        cluster.groups(),
        lists.all().stream().map(name -> new ModuleName(name.text())).toList(),
        cluster.phaseModules(),
        variables,
        cluster.secretNames(),
        cluster.overlay());
  }

  private List<Placed> ofCluster(List<ModuleName> names) {
    Place place = Place.of("the cluster '%s'".formatted(cluster.name()));
    return names.stream().map(name -> new Placed(name.value(), place)).toList();
  }

  private Map<String, Placed> placed(Map<String, String> variables) {
    Map<String, Placed> placed = new LinkedHashMap<>();
    Place place = Place.of("the cluster '%s'".formatted(cluster.name()));
    variables.forEach((name, value) -> placed.put(name, new Placed(value, place)));
    return placed;
  }
}
