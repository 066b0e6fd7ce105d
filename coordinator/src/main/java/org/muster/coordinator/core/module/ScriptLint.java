package org.muster.coordinator.core.module;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muster.coordinator.core.yaml.Place;
import org.muster.coordinator.core.yaml.Spelling;
import org.muster.error.Problems;
import org.muster.protocol.Phase;

/** What in a module's scripts would work, but badly. */
public final class ScriptLint {
  private static final Set<String> PHASE_SCRIPTS =
      Stream.of(Phase.values()).map(phase -> phase.label() + ".sh").collect(Collectors.toSet());

  /** Where a command may begin: a line, or after what separates commands. */
  private static final String COMMAND =
      "(?:^|[;&|({!`]|\\b(?:do|then|else|elif|if|while|until|time|command|exec|env)\\b)\\s*";

  private static final Pattern SLEEP =
      Pattern.compile(COMMAND + "((?:/usr)?(?:/bin/)?sleep)(?=\\s|$)");
  private static final Pattern SET =
      Pattern.compile(
          COMMAND + "(set\\s+-(?:[euEx]*[euE][euEx]*)?(?:\\s*-?o\\s+pipefail)?)(?=\\s|;|$)");
  private static final Pattern SAFE_QUOTES = Pattern.compile("'[^']*'|\"(?:[^\"\\\\$`]|\\\\.)*\"");
  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*$");

  private ScriptLint() {}

  /** Adds a sentence for every line that should be other. */
  public static void check(ModuleFiles files, Problems problems) {
    if (files.scripts().keySet().stream().noneMatch(PHASE_SCRIPTS::contains)) {
      problems.add(
          files.folder()
              + ": has no script that would ever run; add one of: init.sh, setup.sh, test.sh, run.sh, join.sh, leave.sh");
    }
    files
        .scripts()
        .forEach(
            (name, text) -> {
              String file = files.folder() + "/" + name;
              checkName(file, name, problems);
              checkLines(file, text, problems);
            });
  }

  private static void checkName(String file, String name, Problems problems) {
    if (!PHASE_SCRIPTS.contains(name)) {
      Spelling.nearest(name, PHASE_SCRIPTS)
          .ifPresent(
              meant ->
                  problems.add(
                      "%s: will never run, for there is no such phase; did you mean '%s'?"
                          .formatted(file, meant)));
    }
  }

  private static void checkLines(String file, String text, Problems problems) {
    if (text.indexOf('\r') >= 0) {
      problems.add(
          file
              + ": has line ends of Windows, which bash takes for a part of the words; save it with '\\n'");
    }
    if (text.indexOf('\0') >= 0 || text.indexOf('\uFFFD') >= 0) {
      problems.add(file + ": is no UTF-8 text; save it as UTF-8");
    }
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String code = code(lines[i]);
      Matcher sleep = SLEEP.matcher(code);
      if (sleep.find()) {
        problems.add(
            new Place(file, i + 1, sleep.start(1) + 1)
                .says("'sleep' waits for nothing in particular; say what for, with wait_for"));
      }
      Matcher set = SET.matcher(code);
      if (set.find() && !set.group(1).strip().equals("set -")) {
        problems.add(
            new Place(file, i + 1, set.start(1) + 1)
                .says("'%s' is on already; leave it out".formatted(set.group(1).strip())));
      }
    }
  }

  /** The line without comments and without quoted text, in which nothing runs. */
  private static String code(String line) {
    String quoted =
        SAFE_QUOTES.matcher(line).replaceAll(match -> "_".repeat(match.group().length()));
    return COMMENT.matcher(quoted).replaceAll("");
  }
}
