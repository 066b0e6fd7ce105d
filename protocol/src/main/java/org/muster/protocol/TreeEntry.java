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

  /** A regular file. */
  @JsonPropertyOrder({"path", "sha256", "size", "executable"})
  record Content(String path, Sha256 sha256, long size, boolean executable) implements TreeEntry {
    public Content {
      TreePaths.check(path);
      requireNonNull(sha256, "sha256 is null");
      if (size < 0) {
        throw new IllegalArgumentException("'%s' has the size %d".formatted(path, size));
      }
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
