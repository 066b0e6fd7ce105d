package org.muster.coordinator.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * A file or daemon of a node that is not what it was. Pure.
 *
 * @param what its kind and name, such as {@code file /etc/hosts}
 * @param how it differs, for people
 */
record NodeChange(String what, String how) {
  private static final String END = "end ";
  private static final String DAEMON = "daemon ";

  /**
   * What a file or daemon is.
   *
   * @param identity of a file: type, mode and owner; of a daemon: its process
   * @param content of a file: size and hash, or where it points to; of a daemon: when it started
   */
  private record Thing(String identity, String content) {}

  String line() {
    return "%s: %s".formatted(Text.plain(what), Text.plain(how));
  }

  /** Reads what {@code fingerprint.bash} prints; the whole of it, or it proves nothing. */
  static List<NodeChange> parse(String printed) {
    SortedMap<String, Thing> before = new TreeMap<>();
    SortedMap<String, Thing> after = new TreeMap<>();
    int lines = 0;
    for (String line : printed.lines().toList()) {
      if (line.equals(END + lines)) {
        return between(before, after);
      }
      boolean isNow = line.startsWith("\t");
      String[] fields = (isNow ? line.substring(1) : line).split("\t", 4);
      if (fields.length != 4) {
        throw incomplete("the line '%s' is none of it".formatted(Text.shortened(line, 80)));
      }
      String name = fields[3].startsWith("./") ? fields[3].substring(1) : fields[3];
      (isNow ? after : before).put(fields[0] + " " + name, new Thing(fields[1], fields[2]));
      lines++;
    }
    throw incomplete("its end is missing");
  }

  private static MusterException incomplete(String why) {
    return new MusterException(
        ErrorCode.ENVIRONMENT,
        "the fingerprint of a node did not arrive whole: %s; look at the node with --keep"
            .formatted(why));
  }

  private static List<NodeChange> between(
      SortedMap<String, Thing> before, SortedMap<String, Thing> after) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<NodeChange> changes = new ArrayList<>();
    for (String name : names) {
      changes.add(new NodeChange(name, difference(name, before.get(name), after.get(name))));
    }
    return List.copyOf(changes);
  }

  private static String difference(String name, Thing before, Thing after) {
    if (before == null) {
      return "is new";
    }
    if (name.startsWith(DAEMON)) {
      return after == null
          ? "runs no more"
          : "was restarted, process %s → %s".formatted(before.identity(), after.identity());
    }
    if (after == null) {
      return "is gone";
    }
    List<String> differences = new ArrayList<>();
    if (!before.identity().equals(after.identity())) {
      differences.add("%s → %s".formatted(before.identity(), after.identity()));
    }
    if (!before.content().equals(after.content())) {
      differences.add("%s → %s".formatted(shown(before), shown(after)));
    }
    return String.join(", ", differences);
  }

  /** Twelve digits tell two contents apart; what the node began with was not read. */
  private static String shown(Thing file) {
    return file.content()
        .replaceFirst("^([0-9]+) $", "$1 bytes of before the node began")
        .replaceFirst("^([0-9]+) ([0-9a-f]{12})[0-9a-f]{52}$", "$1 bytes $2…");
  }
}
