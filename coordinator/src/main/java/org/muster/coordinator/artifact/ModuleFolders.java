package org.muster.coordinator.artifact;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.module.ModuleFiles;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.error.Problems;
import org.muster.protocol.Sha256;
import org.muster.protocol.Tree;
import org.muster.protocol.TreeEntry;

/**
 * Reads module folders into a catalogue, and keeps their files as trees: the built-in ones from two
 * folders (modules, and beside them templates by module), a user's own from trees that were
 * uploaded. Thread-safe; its methods block.
 */
public final class ModuleFolders {
  private static final String TEMPLATES = "templates/";

  private final Store store;
  private final TreeBuilder builder;
  private final Path modules;
  private final Path templates;
  private String seen = "";
  private Catalogue builtIn = Catalogue.of(List.of());

  /**
   * @param modules holds a folder a module
   * @param templates holds a folder a module; modules may also have templates of their own inside
   */
  public ModuleFolders(Store store, TreeBuilder builder, Path modules, Path templates) {
    this.store = requireNonNull(store, "store is null");
    this.builder = requireNonNull(builder, "builder is null");
    this.modules = requireNonNull(modules, "modules is null");
    this.templates = requireNonNull(templates, "templates is null");
  }

  /** The built-in modules as they are on disk now; files that did not change are not read again. */
  public synchronized Catalogue catalogue() {
    String state = state(modules) + state(templates);
    if (!state.equals(seen)) {
      List<ModuleFiles> folders = new ArrayList<>();
      for (Path folder : foldersIn(modules)) {
        folders.add(builtIn(folder));
      }
      builtIn = Catalogue.of(folders);
      seen = state;
    }
    return builtIn;
  }

  /**
   * The built-in modules and a user's own, which hide built-in ones of the same name.
   *
   * @param userTrees hash of an uploaded tree by the module's name
   * @throws MusterException INVALID_INPUT when one of the trees is not there
   */
  public Catalogue catalogue(Map<String, String> userTrees) {
    Problems problems = new Problems();
    List<ModuleFiles> folders = new ArrayList<>();
    new TreeMap<>(userTrees)
        .forEach(
            (name, hash) ->
                uploaded(hash)
                    .ifPresentOrElse(
                        tree ->
                            folders.add(
                                ModuleText.of(name, name, name + "/templates", tree, store)),
                        () ->
                            problems.add(
                                "module '%s': its folder %s is not here; upload it again"
                                    .formatted(name, hash))));
    problems.throwIfAny("the list of modules");
    return catalogue().with(folders);
  }

  private Optional<Tree> uploaded(String hash) {
    try {
      Sha256 sha256 = new Sha256(hash);
      return store.use(sha256) ? store.tree(sha256) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no hash at all
    }
  }

  private ModuleFiles builtIn(Path folder) {
    String name = folder.getFileName().toString();
    List<TreeEntry> entries = new ArrayList<>(builder.ofFolder("module " + name, folder).entries());
    Path ofModule = templates.resolve(name);
    boolean hasTemplates = Files.isDirectory(ofModule);
    if (hasTemplates) {
      for (TreeEntry entry : builder.ofFolder("templates of " + name, ofModule).entries()) {
        entries.add(moved(entry));
      }
    }
    Tree tree = Tree.of(entries);
    store.putTree(tree);
    String templateFolder = hasTemplates ? "templates/" + name : "modules/" + name + "/templates";
    return ModuleText.of(name, "modules/" + name, templateFolder, tree, store);
  }

  private static TreeEntry moved(TreeEntry entry) {
    if (entry instanceof TreeEntry.Content file) {
      return new TreeEntry.Content(
          TEMPLATES + file.path(), file.sha256(), file.size(), file.executable(), file.mode());
    }
    return new TreeEntry.Link(TEMPLATES + entry.path(), ((TreeEntry.Link) entry).link());
  }

  private static List<Path> foldersIn(Path parent) {
    try (Stream<Path> found = Files.list(parent)) {
      return found
          .filter(Files::isDirectory)
          .filter(folder -> !folder.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unreadable(parent, e);
    }
  }

  /** Changes whenever a file comes, goes or is written. */
  private static String state(Path root) {
    if (!Files.isDirectory(root)) {
      return root + " is not there\n";
    }
    StringBuilder state = new StringBuilder();
    try (Stream<Path> found = Files.walk(root)) {
      for (Path file : found.sorted().toList()) {
        state
            .append(file)
            .append(' ')
            .append(Files.getLastModifiedTime(file, NOFOLLOW_LINKS))
            .append(' ')
            .append(Files.isExecutable(file))
            .append('\n');
      }
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(root, e);
    }
    return state.toString();
  }

  private static MusterException unreadable(Path folder, Exception cause) {
    return new MusterException(
        ErrorCode.ENVIRONMENT,
        "reading the modules in %s: %s; check that the folder is there and may be read"
            .formatted(folder, cause.getMessage()),
        cause);
  }
}
