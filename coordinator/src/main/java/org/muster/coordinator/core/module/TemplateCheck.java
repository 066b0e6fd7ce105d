package org.muster.coordinator.core.module;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muster.coordinator.core.yaml.Place;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.coordinator.core.yaml.Spelling;
import org.muster.error.Problems;

/** Finds names in a template that no node will know, before any node is there. */
public final class TemplateCheck {
  private static final Pattern TAG =
      Pattern.compile("\\{\\{(\\{[^}]*\\}|![\\s\\S]*?|[^{}]*)\\}\\}|\\{\\{");

  private static final Set<String> LISTS = Set.of("masters", "workers", "nodes");
  private static final Set<String> OF_AN_ITEM =
      Set.of(
          "name", "address", "role", "index", "first", "last", "this", ".", "-first", "-last",
          "-index");

  private final Set<String> known;

  /**
   * @param variables names of the cluster's variables and secrets, and what scripts export
   */
  public TemplateCheck(Collection<String> variables) {
    known = VariableNames.ofTemplates();
    known.addAll(variables);
  }

  /** Adds what is wrong with one template. */
  public void check(String file, String text, Problems problems) {
    Deque<Placed> open = new ArrayDeque<>();
    Matcher tag = TAG.matcher(text);
    while (tag.find()) {
      Place place = placeAt(file, text, tag.start());
      if (tag.group(1) == null) {
        problems.add(place.says("'{{' is not closed; write '}}' after the name"));
      } else {
        check(tag.group(1).strip(), place, open, problems);
      }
    }
    for (Placed section : open) {
      problems.add(
          section.says(
              "the section '%s' is not closed; end it with '{{/%s}}'".formatted(section, section)));
    }
  }

  private void check(String tag, Place place, Deque<Placed> open, Problems problems) {
    char sign = tag.isEmpty() ? ' ' : tag.charAt(0);
    switch (sign) {
      case '!' -> {}
      case '>', '=' ->
          problems.add(
              place.says("'{{%s}}' is not possible here; write the text out".formatted(tag)));
      case '#', '^' -> {
        Placed section = new Placed(tag.substring(1).strip(), place);
        name(section, open, problems);
        open.push(section);
      }
      case '/' -> close(new Placed(tag.substring(1).strip(), place), open, problems);
      case '{' ->
          name(new Placed(tag.substring(1, tag.length() - 1).strip(), place), open, problems);
      case '&' -> name(new Placed(tag.substring(1).strip(), place), open, problems);
      default -> name(new Placed(tag, place), open, problems);
    }
  }

  private static void close(Placed section, Deque<Placed> open, Problems problems) {
    if (!open.isEmpty() && open.peek().text().equals(section.text())) {
      open.pop();
      return;
    }
    problems.add(
        section.says(
            open.isEmpty()
                ? "'{{/%s}}' ends a section that does not begin".formatted(section)
                : "'{{/%s}}' ends a section while '%s' is open".formatted(section, open.peek())));
  }

  private void name(Placed name, Deque<Placed> open, Problems problems) {
    boolean isInList = open.stream().anyMatch(section -> LISTS.contains(section.text()));
    if (known.contains(name.text()) || (isInList && OF_AN_ITEM.contains(name.text()))) {
      return;
    }
    if (name.isEmpty()) {
      problems.add(name.says("'{{}}' names nothing; write a name between the braces"));
      return;
    }
    Set<String> choices = new TreeSet<>(known);
    if (isInList) {
      choices.addAll(OF_AN_ITEM);
    }
    String wayOut =
        Spelling.nearest(name.text(), choices)
            .map("did you mean '%s'?"::formatted)
            .orElse("declare it under variables in module.yaml, or set it with --set");
    problems.add(name.says("unknown name '%s'; %s".formatted(name, wayOut)));
  }

  private static Place placeAt(String file, String text, int position) {
    String before = text.substring(0, position);
    int line = (int) before.chars().filter(character -> character == '\n').count() + 1;
    return new Place(file, line, position - before.lastIndexOf('\n'));
  }
}
