package org.muster.coordinator.core.module;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.coordinator.core.yaml.Spelling;
import org.muster.error.Problems;

/**
 * Fills {@code {{NAME}}} in the values of a manifest. Strict: a name without a value is a mistake.
 *
 * @param kept names that are filled in later, by somebody else
 * @param secrets names that exist, but whose values may not be written into anything
 */
public record Substitution(
    SortedMap<String, String> values, Set<String> kept, Set<String> secrets) {
  private static final Pattern NAME = Pattern.compile("\\{\\{([^{}]*)\\}\\}");
  private static final Pattern OPEN = Pattern.compile("\\{\\{|\\}\\}");

  public Substitution {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    kept = Set.copyOf(kept);
    secrets = Set.copyOf(secrets);
  }

  public static Substitution of(Map<String, String> values, Set<String> secrets) {
    return new Substitution(new TreeMap<>(values), Set.of(), secrets);
  }

  public Substitution keeping(Set<String> names) {
    return new Substitution(values, names, secrets);
  }

  /** The names in a text. */
  public static List<String> names(String text) {
    return NAME.matcher(text).results().map(match -> match.group(1).strip()).toList();
  }

  /** The text with all names filled in; a name that cannot be goes to the problems. */
  public String fill(Placed text, Problems problems) {
    StringBuilder filled = new StringBuilder();
    Matcher match = NAME.matcher(text.text());
    while (match.find()) {
      String name = match.group(1).strip();
      match.appendReplacement(
          filled, Matcher.quoteReplacement(value(name, match.group(), text, problems)));
    }
    if (OPEN.matcher(NAME.matcher(text.text()).replaceAll("")).find()) {
      problems.add(text.says("'%s' has a {{ or }} without its other half".formatted(text)));
    }
    return match.appendTail(filled).toString();
  }

  private String value(String name, String whole, Placed text, Problems problems) {
    if (kept.contains(name)) {
      return whole;
    }
    String value = values.get(name);
    if (value != null) {
      return value;
    }
    if (secrets.contains(name)) {
      problems.add(
          text.says(
              "'%s' is a secret, which only a script may read, as $%s".formatted(name, name)));
    } else {
      Set<String> known = new TreeSet<>(values.keySet());
      known.addAll(kept);
      problems.add(
          text.says("unknown variable '%s'; %s".formatted(name, Spelling.wayOut(name, known))));
    }
    return "";
  }
}
