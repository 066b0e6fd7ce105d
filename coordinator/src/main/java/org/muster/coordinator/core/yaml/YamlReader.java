package org.muster.coordinator.core.yaml;

import java.io.StringReader;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muster.error.Problems;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** Reads a YAML text within limits, so that no text can cost more than it is worth. */
public final class YamlReader {
  static final int MAX_CHARACTERS = 1024 * 1024;
  static final int MAX_DEPTH = 30;
  static final int MAX_ALIASES = 50;

  /** What is written as a character by its number, and is none. */
  private static final Pattern NO_CHARACTER =
      Pattern.compile(
          "\\\\(x(?!\\p{XDigit}{2})|u(?!\\p{XDigit}{4})|U(?!00(0\\p{XDigit}|10)\\p{XDigit}{4}))");

  private YamlReader() {}

  /** The root of the text; nothing when there is a mistake in it, which is then in the problems. */
  public static Optional<YamlNode> read(String text, String file, Problems problems) {
    if (text.length() > MAX_CHARACTERS) {
      problems.add(
          Place.of(file)
              .says("has %d characters; the limit is %d".formatted(text.length(), MAX_CHARACTERS)));
      return Optional.empty();
    }
    try {
      return convert(composed(text), file, problems);
    } catch (MarkedYAMLException e) {
      problems.add(sentence(e, text, file));
    } catch (ReaderException e) {
      problems.add(
          placeAt(text, e.getPosition(), file)
              .says("the character U+%04X is not allowed in YAML".formatted(e.getCodePoint())));
    } catch (YAMLException e) {
      problems.add(Place.of(file).says(firstLine(e.getMessage())));
    } catch (NumberFormatException e) {
      problems.add(
          placeOfNoCharacter(text, file)
              .says(
                  "no character has that number; write \\xHH, \\uHHHH or \\U00HHHHHH, or \\\\ for a backslash"));
    }
    return Optional.empty();
  }

  private static Node composed(String text) {
    LoaderOptions limits = new LoaderOptions();
    limits.setMaxAliasesForCollections(MAX_ALIASES);
    limits.setNestingDepthLimit(MAX_DEPTH);
    limits.setCodePointLimit(MAX_CHARACTERS);
    return new Yaml(limits).compose(new StringReader(text));
  }

  private static Optional<YamlNode> convert(Node root, String file, Problems problems) {
    if (root == null) {
      problems.add(Place.of(file).says("is empty"));
      return Optional.empty();
    }
    Problems own = new Problems();
    YamlNode tree = new YamlTree(file, own).convert(root);
    own.list().forEach(problems::add);
    return own.isEmpty() ? Optional.of(tree) : Optional.empty();
  }

  private static String sentence(MarkedYAMLException mistake, String text, String file) {
    Mark mark =
        mistake.getProblemMark() == null ? mistake.getContextMark() : mistake.getProblemMark();
    String what = firstLine(mistake.getProblem());
    String where = mistake.getContext() == null ? "" : firstLine(mistake.getContext()) + ": ";
    if (mark == null) {
      return Place.of(file).says(where + what);
    }
    Place place = new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    return place.says(where + what) + shown(text, mark);
  }

  /** The line with the mistake, and a mark under it. */
  private static String shown(String text, Mark mark) {
    String[] lines = text.split("\n", -1);
    if (mark.getLine() >= lines.length) {
      return "";
    }
    String line = lines[mark.getLine()].stripTrailing();
    int from = Math.max(0, mark.getColumn() - 60);
    String part =
        line.substring(Math.min(from, line.length()), Math.min(line.length(), from + 100));
    String under = " ".repeat(Math.max(0, mark.getColumn() - from)) + "^";
    return "\n      %s\n      %s".formatted(part.replace('\t', ' '), under);
  }

  private static Place placeAt(String text, int position, String file) {
    String before = text.substring(0, Math.min(position, text.length()));
    int line = (int) before.chars().filter(character -> character == '\n').count() + 1;
    return new Place(file, line, before.length() - before.lastIndexOf('\n'));
  }

  /** The parser does not say where it met a number that it could not read. */
  private static Place placeOfNoCharacter(String text, String file) {
    Matcher escape = NO_CHARACTER.matcher(text);
    return escape.find() ? placeAt(text, escape.start(), file) : Place.of(file);
  }

  private static String firstLine(String text) {
    return text == null ? "cannot be read" : text.lines().findFirst().orElse("cannot be read");
  }
}
