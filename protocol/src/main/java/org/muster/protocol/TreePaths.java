package org.muster.protocol;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;

/** What a path and a link in a {@link Tree} may look like, so that no tree can leave its root. */
final class TreePaths {
  private static final int LONGEST = 4096;
  private static final int LONGEST_NAME = 255;

  private TreePaths() {}

  static void check(String path) {
    requireNonNull(path, "path is null");
    checkText(path);
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        throw refused(path, "must be relative, without empty parts, '.' or '..'");
      }
      if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
        throw refused(path, "has a name of more than 255 bytes");
      }
    }
  }

  /**
   * A link may climb only at its start: its own parents are real folders, so the climb is exact,
   * and what follows can only go down or through other links, which stay inside themselves.
   */
  static void checkLink(String path, String link) {
    requireNonNull(link, "link is null");
    checkText(link);
    int depth = path.split("/", -1).length - 1;
    boolean down = false;
    for (String name : link.split("/", -1)) {
      if (name.isEmpty()) {
        throw refused(path, "links to '" + link + "', which is not a plain relative path");
      }
      if (name.equals("..")) {
        depth--;
        if (down || depth < 0) {
          throw refused(path, "links to '" + link + "', which may leave the tree");
        }
      } else if (!name.equals(".")) {
        down = true;
      }
    }
  }

  private static void checkText(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      throw refused(text, "must have between 1 and 4096 characters");
    }
    boolean writable = StandardCharsets.UTF_8.newEncoder().canEncode(text);
    if (!writable || text.chars().anyMatch(Character::isISOControl)) {
      throw refused(text, "has characters that cannot be printed");
    }
  }

  private static IllegalArgumentException refused(String path, String why) {
    return new IllegalArgumentException("the path '%s' %s".formatted(path, why));
  }
}
