package org.muster.coordinator.core.module;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.muster.protocol.Phase;
import org.muster.protocol.Tree;
import org.muster.protocol.TreeEntry;

/**
 * What the files of a module's folder are, by content.
 *
 * @param tree of all of them: what nodes fetch
 * @param init of those that its {@code init} may use: not of the templates, the manifest and the
 *     scripts of other phases, which change without anything having to be installed again
 */
public record FolderHash(String tree, String init) {
  private static final String TEMPLATES = "templates/";
  private static final Set<String> NOT_OF_INIT =
      List.of(Phase.values()).stream()
          .filter(phase -> phase != Phase.INIT)
          .map(phase -> phase.label() + ".sh")
          .collect(Collectors.toUnmodifiableSet());

  public FolderHash {
    requireNonNull(tree, "tree is null");
    requireNonNull(init, "init is null");
  }

  public static FolderHash of(Tree tree) {
    List<TreeEntry> ofInit =
        tree.entries().stream().filter(entry -> isOfInit(entry.path())).toList();
    return new FolderHash(tree.hash().hex(), Tree.of(ofInit).hash().hex());
  }

  private static boolean isOfInit(String path) {
    return !path.startsWith(TEMPLATES)
        && !path.equals(ModuleFiles.MANIFEST)
        && !NOT_OF_INIT.contains(path);
  }
}
