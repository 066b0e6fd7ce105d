package org.muster.coordinator.core.module;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A module's folder as text, before anything in it is understood.
 *
 * @param name of the folder
 * @param folder what messages call it, such as {@code modules/spark}
 * @param templateFolder what messages call the folder of its templates
 * @param manifest text of {@code module.yaml}; empty Optional when there is none
 * @param scripts texts of the {@code .sh} files beside it, by file name
 * @param templates texts of its templates, by path from the node's root
 * @param hash of its files
 */
public record ModuleFiles(
    String name,
    String folder,
    String templateFolder,
    Optional<String> manifest,
    SortedMap<String, String> scripts,
    SortedMap<String, String> templates,
    FolderHash hash) {
  public ModuleFiles {
    requireNonNull(name, "name is null");
    requireNonNull(folder, "folder is null");
    requireNonNull(templateFolder, "templateFolder is null");
    requireNonNull(manifest, "manifest is null");
    scripts = Collections.unmodifiableSortedMap(new TreeMap<>(scripts));
    templates = Collections.unmodifiableSortedMap(new TreeMap<>(templates));
    requireNonNull(hash, "hash is null");
  }

  static final String MANIFEST = "module.yaml";
  private static final String TEMPLATES = "templates/";

  /**
   * Sorts the files of a folder into what they are for.
   *
   * @param texts of its files by path; of those that are no text only the scripts must be there
   */
  public static ModuleFiles of(
      String name,
      String folder,
      String templateFolder,
      SortedMap<String, String> texts,
      FolderHash hash) {
    SortedMap<String, String> scripts = new TreeMap<>();
    SortedMap<String, String> templates = new TreeMap<>();
    texts.forEach(
        (path, text) -> {
          if (isScript(path)) {
            scripts.put(path, text);
          } else if (path.startsWith(TEMPLATES) && !path.endsWith("~")) {
            templates.put(path.substring(TEMPLATES.length()), text);
          }
        });
    return new ModuleFiles(
        name,
        folder,
        templateFolder,
        Optional.ofNullable(texts.get(MANIFEST)),
        scripts,
        templates,
        hash);
  }

  /** Whether a file is for a person to read and must be text: the manifest and the scripts. */
  public static boolean isSource(String path) {
    return path.equals(MANIFEST) || isScript(path);
  }

  private static boolean isScript(String path) {
    return path.endsWith(".sh") && path.indexOf('/') < 0;
  }

  /** What messages call the manifest. */
  public String manifestFile() {
    return folder + "/" + MANIFEST;
  }
}
