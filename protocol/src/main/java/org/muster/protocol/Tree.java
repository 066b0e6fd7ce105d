package org.muster.protocol;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * A folder by content: its files and links, sorted by path. The same content always has the same
 * {@link #hash()}, whatever order it was found in, and no tree can name a place outside its root.
 */
public record Tree(List<TreeEntry> entries) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final JsonMapper READER = Codec.configured(JsonMapper.builder()).build();

  public Tree {
    requireNonNull(entries, "entries is null");
    entries = entries.stream().sorted(Comparator.comparing(TreeEntry::path)).toList();
    checkPlaces(entries);
  }

  /** A tree of these entries, in any order. */
  public static Tree of(Collection<? extends TreeEntry> entries) {
    return new Tree(List.copyOf(entries));
  }

  /** The SHA-256 of {@link #canonicalJson()}: the name of this tree everywhere. */
  public Sha256 hash() {
    return Sha256.of(canonicalJson());
  }

  /** The bytes of all files together. */
  @JsonIgnore
  public long size() {
    return files().stream().mapToLong(TreeEntry.Content::size).sum();
  }

  /** The files without the links. */
  @JsonIgnore
  public List<TreeEntry.Content> files() {
    return entries.stream()
        .filter(TreeEntry.Content.class::isInstance)
        .map(TreeEntry.Content.class::cast)
        .toList();
  }

  /** The one way to write this tree down; it is what travels and what is kept on disk. */
  public byte[] canonicalJson() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(160 * entries.size() + 16);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("entries");
      for (TreeEntry entry : entries) {
        write(entry, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #canonicalJson()} wrote.
   *
   * @throws MusterException UNREADABLE_MESSAGE when it is no tree or names a place outside itself
   */
  public static Tree parse(byte[] json) {
    try {
      return READER.readValue(json, Tree.class);
    } catch (IOException e) {
      String why = e instanceof JsonProcessingException p ? p.getOriginalMessage() : e.getMessage();
      throw new MusterException(ErrorCode.UNREADABLE_MESSAGE, "reading a tree: " + why, e);
    }
  }

  private static void write(TreeEntry entry, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("path", entry.path());
    if (entry instanceof TreeEntry.Content content) {
      json.writeStringField("sha256", content.sha256().hex());
      json.writeNumberField("size", content.size());
      json.writeBooleanField("executable", content.executable());
      if (!content.mode().isEmpty()) {
        json.writeStringField("mode", content.mode());
      }
    } else if (entry instanceof TreeEntry.Link link) {
      json.writeStringField("link", link.link());
    }
    json.writeEndObject();
  }

  private static void checkPlaces(List<TreeEntry> entries) {
    Set<String> taken = new HashSet<>();
    for (TreeEntry entry : entries) {
      if (!taken.add(entry.path())) {
        throw new IllegalArgumentException("the path '%s' is there twice".formatted(entry.path()));
      }
    }
    for (TreeEntry entry : entries) {
      String path = entry.path();
      for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
        if (taken.contains(path.substring(0, end))) {
          throw new IllegalArgumentException(
              "the path '%s' is below '%s', which is no folder"
                  .formatted(path, path.substring(0, end)));
        }
      }
    }
  }
}
