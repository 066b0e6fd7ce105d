package org.muster.coordinator.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.coordinator.core.module.FolderHash;
import org.muster.coordinator.core.module.ModuleFiles;
import org.muster.protocol.Tree;
import org.muster.protocol.TreeEntry;

/** The texts in a module's tree: manifest, scripts, templates. */
final class ModuleText {
  /** What is larger is no text that a person wrote. */
  private static final long MAX_BYTES = 2 << 20;

  private ModuleText() {}

  static ModuleFiles of(String name, String folder, String templateFolder, Tree tree, Store store) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (TreeEntry.Content file : tree.files()) {
      text(file, store).ifPresent(text -> texts.put(file.path(), text));
    }
    return ModuleFiles.of(name, folder, templateFolder, texts, FolderHash.of(tree));
  }

  /** Nothing when it is not text, such as an image among the templates: it is copied as it is. */
  private static Optional<String> text(TreeEntry.Content file, Store store) {
    boolean isSource = ModuleFiles.isSource(file.path());
    if (file.size() > MAX_BYTES && !isSource) {
      return Optional.empty();
    }
    byte[] bytes = bytes(file, store);
    if (isSource) {
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(TreeEntry.Content file, Store store) {
    Optional<Path> blob = store.blob(file.sha256(), file.executable());
    try {
      return blob.isEmpty() ? new byte[0] : Files.readAllBytes(blob.get());
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + blob.get(), e);
    }
  }
}
