package org.muster.coordinator.core.spec;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.module.VariableNames;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.yaml.Place;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.coordinator.core.yaml.Spelling;
import org.muster.error.Problems;
import org.muster.protocol.ClusterName;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Names;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;

/**
 * Reads what a user wants, against the modules that there are. Pure: the same request and catalogue
 * give the same wish, or the same list of mistakes.
 */
public final class SpecReader {
  private static final Set<String> ISOLATIONS = Set.of("process", "container", "machine");

  /** All that a spec has besides its name. */
  private record Parts(
      ProviderSpec provider,
      Quorum ready,
      List<GroupSpec> groups,
      ModuleLists lists,
      Map<String, Placed> said,
      Set<String> secrets) {}

  private final LaunchRequest request;
  private final Catalogue catalogue;
  private final Defaults defaults;
  private final Problems problems = new Problems();

  private SpecReader(LaunchRequest request, Catalogue catalogue, Defaults defaults) {
    this.request = request;
    this.catalogue = catalogue;
    this.defaults = defaults;
  }

  /**
   * The wish, complete and possible as far as it can be told without touching anything.
   *
   * @throws org.muster.error.MusterException INVALID_INPUT with all mistakes at once
   */
  public static Wish read(LaunchRequest request, Catalogue catalogue, Defaults defaults) {
    return read(request, catalogue, defaults, spec -> List.of());
  }

  /**
   * The wish, also held against what only its provider knows.
   *
   * @param check the mistakes in the provider's part of a spec that has perhaps others
   * @throws org.muster.error.MusterException INVALID_INPUT with all mistakes at once
   */
  public static Wish read(
      LaunchRequest request,
      Catalogue catalogue,
      Defaults defaults,
      Function<ClusterSpec, List<String>> check) {
    return new SpecReader(request, catalogue, defaults).wish(check);
  }

  private Wish wish(Function<ClusterSpec, List<String>> check) {
    Optional<ClusterFile> read = ClusterFile.read(request.yaml(), request.source(), problems);
    if (read.isEmpty()) {
      problems.throwIfAny("the cluster file");
    }
    ClusterFile file = read.orElseGet(ClusterFile::empty);
    String name = name(file);
    Parts parts = parts(file);
    Blueprint blueprint =
        new BlueprintReader(catalogue, defaults, problems)
            .blueprint(parts.lists(), parts.said(), parts.provider(), parts.secrets());
    String subject = "the cluster" + (name.isEmpty() ? "" : " '" + name + "'");
    if (!Names.isValid(name)) {
      problems.throwIfAny(subject); // a spec cannot have such a name
    }
    ClusterSpec spec = spec(new ClusterName(name), parts);
    check.apply(spec).forEach(problems::add);
    problems.throwIfAny(subject);
    return new Wish(
        spec,
        request.overlay().isEmpty() ? blueprint : over(blueprint, request.overlay()),
        catalogue.notes());
  }

  private Parts parts(ClusterFile file) {
    ProviderSpec provider = provider(file);
    List<GroupSpec> groups =
        new GroupReader(defaults, file.groupsPlace().orElse(Place.of(request.source())), problems)
            .groups(file.groups(), request.workers(), provider.buildsImage() ? 0 : 1);
    Quorum ready = ready(file, groups);
    Set<String> secrets = secrets(file);
    checkOverlay(file);
    UserVariables user = UserVariables.of(request.userVariables());
    Map<String, Placed> said =
        VariableLayers.merge(
            file.variables(), user.variables(), request.variables(), secrets, problems);
    ModuleLists lists =
        ModuleLists.of(request, file, user, defaults.modules(), problems)
            .existing(catalogue, problems);
    return new Parts(provider, ready, groups, lists, said, secrets);
  }

  private static Blueprint over(Blueprint blueprint, String overlay) {
    return new Blueprint(
        blueprint.modules(), blueprint.phases(), blueprint.variables(), List.of(overlay));
  }

  private String name(ClusterFile file) {
    boolean isNamed = request.name() != null && !request.name().isEmpty();
    Placed name =
        isNamed
            ? new Placed(request.name(), Place.of("the name of the cluster"))
            : file.name().orElse(Placed.NOTHING);
    if (name.isEmpty()) {
      problems.add("the cluster has no name; give one, such as 'demo'");
    } else if (isNamed && !Names.isValid(name.text())) {
      problems.add(
          name.says(
              "'%s' must be 1 to 63 characters of a-z, 0-9 and '-', and not begin with '-'"
                  .formatted(name)));
    }
    return name.text();
  }

  /** The command line's provider has none of the settings that the file gives to another one. */
  private ProviderSpec provider(ClusterFile file) {
    Placed fallback = new Placed(defaults.provider(), Place.of(request.source()));
    Placed kind =
        request.provider().isEmpty()
            ? file.kind().orElse(fallback)
            : new Placed(request.provider(), Place.of("--provider"));
    List<String> isolations = defaults.isolations().get(kind.text());
    if (isolations == null) {
      problems.add(
          kind.says(
              "unknown provider '%s'; %s"
                  .formatted(kind, Spelling.wayOut(kind.text(), defaults.isolations().keySet()))));
      return new ProviderSpec(defaults.provider(), "process", null);
    }
    boolean isOfFile = file.kind().map(said -> said.text().equals(kind.text())).orElse(false);
    Optional<Placed> isolation = isOfFile ? file.isolation() : Optional.empty();
    isolation
        .filter(said -> ISOLATIONS.contains(said.text()) && !isolations.contains(said.text()))
        .ifPresent(
            said ->
                problems.add(
                    said.says(
                        "provider '%s' has no isolation '%s'; use one of: %s"
                            .formatted(kind, said, String.join(", ", isolations)))));
    return new ProviderSpec(
        kind.text(),
        isolation.map(Placed::text).filter(isolations::contains).orElse(isolations.get(0)),
        providerSettings(isOfFile ? file.providerSettings() : Collections.emptySortedMap()));
  }

  private SortedMap<String, String> providerSettings(SortedMap<String, String> ofFile) {
    SortedMap<String, String> all = new TreeMap<>(ofFile);
    all.putAll(request.providerSettings());
    return all;
  }

  private Quorum ready(ClusterFile file, List<GroupSpec> groups) {
    if (file.ready().isEmpty()) {
      return Quorum.ALL;
    }
    Placed text = file.ready().get();
    int workers =
        groups.stream()
            .filter(group -> group.role() == Role.WORKER)
            .mapToInt(GroupSpec::count)
            .sum();
    try {
      Quorum quorum = Quorum.parse(text.text());
      if (!quorum.isPercent() && quorum.amount() > workers) {
        problems.add(
            text.says(
                "ready wants %d workers, but the groups have %d; ask for at most %d or for a share"
                    .formatted(quorum.amount(), workers, workers)));
      }
      return quorum;
    } catch (IllegalArgumentException e) {
      // Any other form was refused by the schema, with the same place.
      if (text.text().endsWith("%") && text.text().length() > 2) {
        problems.add(text.says(e.getMessage()));
      }
      return Quorum.ALL;
    }
  }

  private Set<String> secrets(ClusterFile file) {
    Set<String> names = new TreeSet<>(request.secrets().keySet());
    for (ClusterFile.SecretSource secret : file.secrets().values()) {
      String name = secret.name().text();
      VariableNames.mistake(name).ifPresent(mistake -> problems.add(secret.name().says(mistake)));
      if (names.add(name)) {
        problems.add(
            secret
                .name()
                .says(
                    "the secret '%s' has no value; check the %s '%s'"
                        .formatted(
                            name,
                            secret.kind().equals("env") ? "environment variable" : "file",
                            secret.where())));
      }
    }
    return names;
  }

  private void checkOverlay(ClusterFile file) {
    if (file.deployRoot().isPresent() && request.overlay().isEmpty()) {
      problems.add(
          file.deployRoot()
              .get()
              .says(
                  "the folder '%s' did not come along; launch from the machine that has it"
                      .formatted(file.deployRoot().get())));
    }
  }

  private ClusterSpec spec(ClusterName name, Parts parts) {
    Map<Phase, List<ModuleName>> phaseModules = new EnumMap<>(Phase.class);
    parts.lists().byPhase().forEach((phase, list) -> phaseModules.put(phase, names(list)));
    SortedMap<String, String> variables = new TreeMap<>();
    parts.said().forEach((variable, value) -> variables.put(variable, value.text()));
    return new ClusterSpec(
        name,
        parts.provider(),
        parts.ready(),
        parts.groups(),
        names(parts.lists().all()),
        phaseModules,
        variables,
        List.copyOf(parts.secrets()),
        request.overlay());
  }

  private static List<ModuleName> names(List<Placed> names) {
    return names.stream().map(Placed::text).filter(Names::isValid).map(ModuleName::new).toList();
  }
}
