package org.muster.coordinator.core.module;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muster.error.Problems;

/**
 * A module that a cluster may have.
 *
 * @param manifest nothing when it cannot be understood at all
 * @param mistakes in the manifest; a module with mistakes cannot be deployed
 */
public record CatalogueModule(
    ModuleFiles files, Optional<Manifest> manifest, List<String> mistakes) {
  private static final Pattern EXPORT =
      Pattern.compile("\\bexport_env\\s+[\"']?([A-Za-z_][A-Za-z0-9_]*)");

  public CatalogueModule {
    requireNonNull(files, "files is null");
    requireNonNull(manifest, "manifest is null");
    mistakes = List.copyOf(mistakes);
  }

  static CatalogueModule read(ModuleFiles files) {
    Problems problems = new Problems();
    Optional<Manifest> manifest = ManifestReader.read(files, problems);
    return new CatalogueModule(files, manifest, problems.list());
  }

  /** Names that the scripts give to {@code export_env}, so that templates may use them. */
  public SortedSet<String> exports() {
    SortedSet<String> names = new TreeSet<>();
    for (String script : files.scripts().values()) {
      Matcher export = EXPORT.matcher(script);
      while (export.find()) {
        names.add(export.group(1));
      }
    }
    return names;
  }
}
