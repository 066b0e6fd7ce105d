package org.muster.coordinator.core.yaml;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the name that somebody probably meant. */
public final class Spelling {
  private static final int LONGEST_LIST = 40;

  private Spelling() {}

  /** The known name that is nearest, when it is near enough to be meant. */
  public static Optional<String> nearest(String name, Collection<String> known) {
    String plain = plain(name);
    int limit = Math.max(1, Math.min(3, plain.length() / 3));
    return new TreeSet<>(known)
        .stream()
            .filter(candidate -> distance(plain, plain(candidate)) <= limit)
            .min(Comparator.comparingInt(candidate -> distance(plain, plain(candidate))));
  }

  /** The way out after a name that is not known: the one meant, or all there are. */
  public static String wayOut(String name, Collection<String> known) {
    Optional<String> meant = nearest(name, known);
    if (meant.isPresent()) {
      return "did you mean '%s'?".formatted(meant.get());
    }
    if (known.isEmpty()) {
      return "there is none";
    }
    return known.size() > LONGEST_LIST
        ? "none of the %d known names is like it".formatted(known.size())
        : "use one of: " + String.join(", ", new TreeSet<>(known));
  }

  /** Whether one slip of the fingers makes one of the other; another number is no slip. */
  public static boolean isSlip(String name, String known) {
    return distance(plain(name), plain(known)) == 1
        && !name.replaceAll("[0-9]", "").equals(known.replaceAll("[0-9]", ""));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How many letters to add, drop, change, or swap with their neighbour. */
  static int distance(String left, String right) {
    int[] before = new int[right.length() + 1];
    int[] above = new int[right.length() + 1];
    Arrays.setAll(above, column -> column);
    for (int i = 1; i <= left.length(); i++) {
      int[] row = new int[right.length() + 1];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + change);
        if (isSwap(left, right, i, j)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = above;
      above = row;
    }
    return above[right.length()];
  }

  private static boolean isSwap(String left, String right, int i, int j) {
    return i > 1
        && j > 1
        && left.charAt(i - 1) == right.charAt(j - 2)
        && left.charAt(i - 2) == right.charAt(j - 1);
  }
}
