package org.muster.protocol;

import static java.util.Objects.requireNonNull;

/** The one rule for names that people, file systems, certificates and URLs all have to carry. */
public final class Names {
  /** At most 63 characters, so that a name is also a DNS label. */
  private static final int MOST_CHARS = 63;

  private Names() {}

  /** Asked for every id in every message, which is why it is no regular expression. */
  public static boolean isValid(String name) {
    if (name == null || name.isEmpty() || name.length() > MOST_CHARS || name.charAt(0) == '-') {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
        return false;
      }
    }
    return true;
  }

  static void check(String noun, String value) {
    requireNonNull(value, noun + " is null");
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "%s '%s' must be 1 to 63 characters of a-z, 0-9 and '-', and not begin with '-'"
              .formatted(noun, value));
    }
  }
}
