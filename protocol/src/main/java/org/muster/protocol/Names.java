package org.muster.protocol;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/** The one rule for names that people, file systems, certificates and URLs all have to carry. */
public final class Names {
  /** At most 63 characters, so that a name is also a DNS label. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private Names() {}

  public static boolean isValid(String name) {
    return name != null && NAME.matcher(name).matches();
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
