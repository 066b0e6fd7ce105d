package org.muster.coordinator.core.spec;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.muster.coordinator.core.module.VariableNames;
import org.muster.coordinator.core.yaml.Place;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.protocol.Phase;

/**
 * What {@code ec2-user-variables.sh} left behind when the command line evaluated it. An explicitly
 * empty list means none; a list of modules replaces the cluster's own as a whole.
 *
 * @param variables without those that each node computes: the nodes source the file as well, so
 *     that for them it has the last word
 */
record UserVariables(
    Optional<List<Placed>> modules,
    Map<Phase, List<Placed>> phaseModules,
    Map<String, Placed> variables) {
  static final String FILE = "ec2-user-variables.sh";

  static UserVariables of(Map<String, String> values) {
    Map<Phase, List<Placed>> lists = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.DEPLOYMENT) {
      String list = values.get(listName(phase));
      if (list != null) {
        lists.put(phase, words(list, listName(phase)));
      }
    }
    Map<String, Placed> variables = new LinkedHashMap<>();
    new TreeMap<>(values)
        .forEach(
            (name, value) -> {
              if (!VariableNames.LISTS.contains(name) && !VariableNames.isComputed(name)) {
                variables.put(name, new Placed(value, Place.of(FILE)));
              }
            });
    return new UserVariables(
        Optional.ofNullable(values.get("MODULES")).map(list -> words(list, "MODULES")),
        lists,
        variables);
  }

  private static String listName(Phase phase) {
    return phase.label().toUpperCase(Locale.ROOT) + "_MODULES";
  }

  private static List<Placed> words(String list, String name) {
    Place place = Place.of(name + " in " + FILE);
    return Arrays.stream(list.strip().split("\\s+"))
        .filter(word -> !word.isEmpty())
        .map(word -> new Placed(word, place))
        .toList();
  }
}
