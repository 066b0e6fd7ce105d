package org.muster.coordinator.core.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.muster.coordinator.core.module.Manifest;
import org.muster.coordinator.core.module.Substitution;
import org.muster.coordinator.core.yaml.Place;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.coordinator.core.yaml.Spelling;
import org.muster.error.Problems;

/**
 * The value of every variable: what the user says, else what follows from another variable, else
 * the modules' default, else the general default.
 */
final class VariableValues {
  private final Map<String, Placed> said;
  private final Set<String> secrets;
  private final Problems problems;
  private final Map<String, List<Manifest.Derived>> derived = new HashMap<>();
  private final Map<String, Placed> defaults = new TreeMap<>();
  private final SortedMap<String, String> values = new TreeMap<>();
  private final Set<String> open = new HashSet<>();

  VariableValues(Map<String, Placed> said, Set<String> secrets, Problems problems) {
    this.said = said;
    this.secrets = secrets;
    this.problems = problems;
  }

  SortedMap<String, String> resolve(SortedMap<String, String> general, List<Manifest> modules) {
    Map<String, Placed> ofModules = new TreeMap<>();
    Map<String, String> owners = new HashMap<>();
    for (Manifest module : modules) {
      module.variables().values().forEach(rule -> declare(rule, module, ofModules, owners));
      for (Manifest.Derived rule : module.derived()) {
        derived.computeIfAbsent(rule.name().text(), name -> new ArrayList<>()).add(rule);
      }
    }
    general.forEach((name, value) -> defaults.put(name, new Placed(value, Placed.NOTHING.place())));
    defaults.putAll(ofModules);
    said.keySet().forEach(this::value);
    derived.keySet().stream().sorted().forEach(this::value);
    defaults.keySet().forEach(this::value);
    checkRequired(modules);
    checkSpelling();
    return values;
  }

  /**
   * Anybody may set variables that no module knows, for scripts of his own; but one that is a slip
   * away from a known one would silently change nothing.
   */
  private void checkSpelling() {
    said.forEach(
        (name, value) -> {
          boolean isFree = value.place().file().equals(UserVariables.FILE);
          if (isFree || defaults.containsKey(name) || derived.containsKey(name)) {
            return;
          }
          defaults.keySet().stream()
              .filter(known -> Spelling.isSlip(name, known) && !said.containsKey(known))
              .findFirst()
              .ifPresent(
                  known ->
                      problems.add(
                          value.says(
                              "no module knows a variable '%s'; did you mean '%s'?"
                                  .formatted(name, known))));
        });
  }

  private void declare(
      Manifest.Variable rule,
      Manifest module,
      Map<String, Placed> ofModules,
      Map<String, String> owners) {
    if (rule.isSecret()) {
      return;
    }
    Placed value = rule.value().orElse(new Placed("", rule.place()));
    Placed other = ofModules.get(rule.name());
    if (other == null || (rule.value().isPresent() && other.isEmpty())) {
      ofModules.put(rule.name(), value);
      owners.put(rule.name(), module.name().value());
    } else if (rule.value().isPresent()
        && !other.text().equals(value.text())
        && !said.containsKey(rule.name())) {
      problems.add(
          value.says(
              "the default of '%s' is '%s' in module '%s', but '%s' in module '%s'; set it with --set %s=VALUE"
                  .formatted(
                      rule.name(),
                      value,
                      module.name(),
                      other,
                      owners.get(rule.name()),
                      rule.name())));
    }
  }

  private String value(String name) {
    String known = values.get(name);
    if (known != null) {
      return known;
    }
    if (said.containsKey(name)) {
      return kept(name, said.get(name).text());
    }
    if (!open.add(name)) {
      problems.add(
          place(name)
              .says(
                  "the variable '%s' depends on itself; set it with --set %s=VALUE"
                      .formatted(name, name)));
      return kept(name, "");
    }
    String value = derived.containsKey(name) ? derivedValue(name) : filled(defaults.get(name));
    open.remove(name);
    return kept(name, value);
  }

  private Place place(String name) {
    return derived.containsKey(name)
        ? derived.get(name).get(0).name().place()
        : defaults.get(name).place();
  }

  private String kept(String name, String value) {
    values.putIfAbsent(name, value);
    return values.get(name);
  }

  private String derivedValue(String name) {
    for (Manifest.Derived rule : derived.get(name)) {
      String from = rule.from().text();
      if (!isKnown(from)) {
        problems.add(
            rule.from()
                .says(
                    "unknown variable '%s'; %s"
                        .formatted(from, Spelling.wayOut(from, defaults.keySet()))));
        return "";
      }
      String source = value(from);
      for (Map.Entry<String, Placed> entry : rule.values().entrySet()) {
        if (pattern(entry.getKey()).matcher(source).matches()) {
          return filled(entry.getValue());
        }
      }
    }
    if (defaults.containsKey(name) && !defaults.get(name).isEmpty()) {
      return filled(defaults.get(name));
    }
    return missing(name, derived.get(name).get(0));
  }

  private String missing(String name, Manifest.Derived first) {
    problems.add(
        first
            .name()
            .says(
                "no '%s' is known for %s '%s'; the patterns are %s; set it with --set %s=VALUE"
                    .formatted(
                        name,
                        first.from(),
                        values.get(first.from().text()),
                        String.join(", ", first.values().keySet()),
                        name)));
    return "";
  }

  private boolean isKnown(String name) {
    return said.containsKey(name) || defaults.containsKey(name) || derived.containsKey(name);
  }

  private String filled(Placed text) {
    for (String name : Substitution.names(text.text())) {
      if (isKnown(name)) {
        value(name);
      }
    }
    return Substitution.of(values, secrets).fill(text, problems);
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (String part : glob.split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private void checkRequired(List<Manifest> modules) {
    for (Manifest module : modules) {
      for (Manifest.Variable rule : module.variables().values()) {
        if (rule.isSecret() && said.containsKey(rule.name())) {
          problems.add(
              said.get(rule.name())
                  .says(
                      "'%s' is a secret of module '%s'; name it under secrets: instead"
                          .formatted(rule.name(), module.name())));
        } else if (rule.isRequired() && !hasValue(rule)) {
          problems.add(
              rule.place()
                  .says(
                      rule.isSecret()
                          ? "the secret '%s' of module '%s' has no value; name it under secrets:"
                              .formatted(rule.name(), module.name())
                          : "the variable '%s' of module '%s' has no value; set it with --set %s=VALUE"
                              .formatted(rule.name(), module.name(), rule.name())));
        }
      }
    }
  }

  private boolean hasValue(Manifest.Variable rule) {
    return rule.isSecret()
        ? secrets.contains(rule.name())
        : !values.getOrDefault(rule.name(), "").isEmpty();
  }
}
