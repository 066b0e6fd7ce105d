package org.muster.protocol;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One line of a {@link Tree}: a file by its content, or a symbolic link. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(TreeEntry.Content.class),
  @JsonSubTypes.Type(TreeEntry.Link.class)
})
public sealed interface TreeEntry {

  /** Where it is: relative to the root of the tree, with {@code /}, without {@code ..}. */
  String path();

  /**
   * A regular file.
   *
   * @param mode permissions in octal, such as {@code 600}; empty for the usual 644, or 755 when it
   *     is executable
   */
  @JsonPropertyOrder({"path", "sha256", "size", "executable", "mode"})
  record Content(String path, Sha256 sha256, long size, boolean executable, String mode)
      implements TreeEntry {
    private static final int PLAIN = 0644;
    private static final int EXECUTABLE = 0755;
    private static final int OWNER_EXECUTE = 0100;
    private static final int PERMISSIONS = 0777;

    public Content {
      mode = mode == null ? "" : mode;
      if (!mode.matches("|[0-7]{3}")) {
        throw new IllegalArgumentException("'%s' has the mode '%s'".formatted(path, mode));
      }
      TreePaths.check(path);
      requireNonNull(sha256, "sha256 is null");
      if (size < 0) {
        throw new IllegalArgumentException("'%s' has the size %d".formatted(path, size));
      }
    }

    /** With the usual permissions. */
    public Content(String path, Sha256 sha256, long size, boolean executable) {
      this(path, sha256, size, executable, "");
    }

    /** With the permissions of a file as the system gives them; 0 when it does not. */
    public static Content of(String path, Sha256 sha256, long size, int permissions) {
      int bits = permissions & PERMISSIONS;
      boolean isUsual = bits == 0 || bits == PLAIN || bits == EXECUTABLE;
      return new Content(
          path, sha256, size, (bits & OWNER_EXECUTE) != 0, isUsual ? "" : "%03o".formatted(bits));
    }

    /** The permission bits that a copy of the file gets. */
    public int permissions() {
      if (!mode.isEmpty()) {
        return Integer.parseInt(mode, 8);
      }
      return executable ? EXECUTABLE : PLAIN;
    }
  }

  /** A symbolic link whose target is relative to its folder and stays inside the tree. */
  @JsonPropertyOrder({"path", "link"})
  record Link(String path, String link) implements TreeEntry {
    public Link {
      TreePaths.check(path);
      TreePaths.checkLink(path, link);
    }
  }
}
