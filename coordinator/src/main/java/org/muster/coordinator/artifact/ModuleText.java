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
import org.muster.coordinator.core.module.ModuleFiles;
import org.muster.protocol.Tree;
import org.muster.protocol.TreeEntry;

/** The texts in a module's tree: manifest, scripts, templates. */
final class ModuleText {
  /** What is larger is no text that a person wrote. */
  private static final long MAX_BYTES = 2 << 20;

  private static final String MANIFEST = "module.yaml";
  private static final String TEMPLATES = "templates/";

  private ModuleText() {}

  static ModuleFiles of(String name, String folder, String templateFolder, Tree tree, Store store) {
    Optional<String> manifest = Optional.empty();
    SortedMap<String, String> scripts = new TreeMap<>();
    SortedMap<String, String> templates = new TreeMap<>();
    for (TreeEntry.Content file : tree.files()) {
      String path = file.path();
      boolean isScript = path.endsWith(".sh") && path.indexOf('/') < 0;
      if (path.equals(MANIFEST)) {
        manifest = Optional.of(text(file, store).orElse("\0"));
      } else if (isScript) {
        text(file, store).ifPresent(text -> scripts.put(path, text));
      } else if (path.startsWith(TEMPLATES) && !path.endsWith("~")) {
        text(file, store)
            .ifPresent(text -> templates.put(path.substring(TEMPLATES.length()), text));
      }
    }
    return new ModuleFiles(
        name, folder, templateFolder, manifest, scripts, templates, tree.hash().hex());
  }

  /** Nothing when it is not text. */
  private static Optional<String> text(TreeEntry.Content file, Store store) {
    if (file.size() > MAX_BYTES) {
      return Optional.empty();
    }
    Optional<Path> blob = store.blob(file.sha256(), file.executable());
    try {
      byte[] bytes = blob.isEmpty() ? new byte[0] : Files.readAllBytes(blob.get());
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty(); // an image or the like: copied as it is
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + blob.get(), e);
    }
  }
}
