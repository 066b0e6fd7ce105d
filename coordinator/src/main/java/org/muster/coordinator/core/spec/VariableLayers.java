package org.muster.coordinator.core.spec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.muster.coordinator.core.module.VariableNames;
import org.muster.coordinator.core.yaml.Place;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.error.Problems;

/** What the user says about variables: the file, over it the user variables, over them --set. */
final class VariableLayers {
  private static final int MAX_LENGTH = 32 * 1024;

  private VariableLayers() {}

  static Map<String, Placed> merge(
      Map<String, Placed> file,
      Map<String, Placed> user,
      Map<String, String> set,
      Set<String> secrets,
      Problems problems) {
    Map<String, Placed> merged = new LinkedHashMap<>(file);
    merged.putAll(user);
    new TreeMap<>(set)
        .forEach(
            (name, value) ->
                merged.put(name, new Placed(value == null ? "" : value, Place.of("--set"))));
    merged.forEach((name, value) -> check(name, value, secrets, problems));
    return merged;
  }

  private static void check(String name, Placed value, Set<String> secrets, Problems problems) {
    VariableNames.mistake(name).ifPresent(mistake -> problems.add(value.says(mistake)));
    if (secrets.contains(name)) {
      problems.add(
          value.says(
              "'%s' is a variable and a secret; leave it out of the variables".formatted(name)));
    }
    if (value.text().length() > MAX_LENGTH || value.text().indexOf('\0') >= 0) {
      problems.add(
          value.says(
              "the value of '%s' must have at most %d characters, and no NUL"
                  .formatted(name, MAX_LENGTH)));
    }
    boolean isTruth = value.text().equals("true") || value.text().equals("false");
    if (name.equals("VERBOSE") && !isTruth) {
      problems.add(value.says("VERBOSE is '%s' but must be true or false".formatted(value)));
    }
  }
}
