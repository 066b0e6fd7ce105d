package org.muster.coordinator.core.module;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.coordinator.core.yaml.SchemaCheck;
import org.muster.coordinator.core.yaml.YamlNode;
import org.muster.coordinator.core.yaml.YamlReader;
import org.muster.error.Problems;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Names;
import org.muster.protocol.Role;

/** Reads {@code module.yaml}. All mistakes go to the problems, with their places. */
public final class ManifestReader {
  static final Set<String> ANYWHERE = Set.of("process", "container", "machine");

  private final ModuleFiles files;
  private final YamlNode root;
  private final Problems problems;

  private ManifestReader(ModuleFiles files, YamlNode root, Problems problems) {
    this.files = files;
    this.root = root;
    this.problems = problems;
  }

  /** Nothing when the folder cannot be a module at all. */
  public static Optional<Manifest> read(ModuleFiles files, Problems problems) {
    if (!Names.isValid(files.name())) {
      problems.add(
          "%s: the folder's name '%s' cannot be a module's; use a-z, 0-9 and '-'"
              .formatted(files.folder(), files.name()));
      return Optional.empty();
    }
    if (files.manifest().isEmpty()) {
      return Optional.of(withoutManifest(files));
    }
    return YamlReader.read(files.manifest().get(), files.manifestFile(), problems)
        .map(root -> new ManifestReader(files, root, problems).manifest());
  }

  /** As the ancestors had them: it waits for all before it, and nothing says what it needs. */
  private static Manifest withoutManifest(ModuleFiles files) {
    return new Manifest(
        new ModuleName(files.name()),
        "",
        Placed.NOTHING,
        List.of(),
        PhaseReader.withoutManifest(files),
        ANYWHERE,
        new TreeMap<>(),
        List.of(),
        List.of(),
        List.of(),
        true,
        false);
  }

  private Manifest manifest() {
    SchemaCheck.ofModules().check(root, problems);
    root.text("name")
        .filter(name -> !name.text().equals(files.name()) && Names.isValid(name.text()))
        .ifPresent(
            name ->
                problems.add(
                    name.says(
                        "the name '%s' must be that of the folder, '%s'"
                            .formatted(name, files.name()))));
    return new Manifest(
        new ModuleName(files.name()),
        root.text("summary").map(Placed::text).orElse(""),
        root.text("version").orElse(Placed.NOTHING),
        requires(),
        new PhaseReader(files, root, problems).phases(),
        isolation(),
        variables(),
        derived(),
        new ArtifactReader(root, problems).artifacts(),
        services(),
        false,
        root.isTrue("reads_deploy_root", false));
  }

  private List<Manifest.Need> requires() {
    List<Manifest.Need> needs = new ArrayList<>();
    for (YamlNode item : root.at("requires").map(YamlNode::items).orElse(List.of())) {
      boolean isClusterWide =
          item.text("scope").map(scope -> scope.text().equals("cluster")).orElse(false);
      item.text()
          .or(() -> item.text("module"))
          .filter(name -> Names.isValid(name.text()))
          .ifPresent(
              name ->
                  needs.add(
                      new Manifest.Need(
                          new Requirement(new ModuleName(name.text()), isClusterWide),
                          name.place())));
    }
    return needs;
  }

  private Set<String> isolation() {
    Set<String> named =
        root.texts("isolation").stream()
            .map(Placed::text)
            .filter(ANYWHERE::contains)
            .collect(Collectors.toSet());
    return named.isEmpty() ? ANYWHERE : named;
  }

  private SortedMap<String, Manifest.Variable> variables() {
    SortedMap<String, Manifest.Variable> variables = new TreeMap<>();
    YamlNode all = root.at("variables").orElse(root);
    if (all == root) {
      return variables;
    }
    all.entries()
        .forEach(
            (name, rule) -> {
              VariableNames.mistake(name)
                  .ifPresent(mistake -> problems.add(all.keyPlace(name).says(mistake)));
              variables.put(name, variable(name, rule, all));
            });
    return variables;
  }

  private static Manifest.Variable variable(String name, YamlNode rule, YamlNode all) {
    return new Manifest.Variable(
        name,
        rule.text("default"),
        rule.text("about").map(Placed::text).orElse(""),
        rule.isTrue("required", false),
        rule.isTrue("secret", false),
        all.keyPlace(name));
  }

  private List<Manifest.Derived> derived() {
    List<Manifest.Derived> rules = new ArrayList<>();
    for (YamlNode item : root.at("derived").map(YamlNode::items).orElse(List.of())) {
      Map<String, Placed> values = new LinkedHashMap<>();
      item.at("map")
          .map(YamlNode::entries)
          .orElse(Map.of())
          .forEach((pattern, value) -> value.text().ifPresent(text -> values.put(pattern, text)));
      Optional<Placed> name = item.text("name");
      Optional<Placed> from = item.text("from");
      if (name.isPresent() && from.isPresent()) {
        VariableNames.mistake(name.get().text())
            .ifPresent(mistake -> problems.add(name.get().says(mistake)));
        rules.add(new Manifest.Derived(name.get(), from.get(), values));
      }
    }
    return rules;
  }

  private List<Manifest.Service> services() {
    List<Manifest.Service> services = new ArrayList<>();
    for (YamlNode item : root.at("services").map(YamlNode::items).orElse(List.of())) {
      Optional<Role> role = item.text("role").flatMap(text -> PhaseReader.role(text.text()));
      Optional<Placed> url = item.text("url");
      Optional<Placed> name = item.text("name");
      if (role.isPresent() && url.isPresent() && name.isPresent()) {
        services.add(new Manifest.Service(name.get().text(), role.get(), url.get()));
      }
    }
    return services;
  }
}
