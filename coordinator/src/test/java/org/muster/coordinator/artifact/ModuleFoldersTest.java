package org.muster.coordinator.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.module.CatalogueModule;
import org.muster.protocol.Sha256;
import org.muster.protocol.Tree;
import org.muster.protocol.TreeEntry;

class ModuleFoldersTest {
  @TempDir Path root;
  private Store store;
  private TreeBuilder builder;
  private ModuleFolders folders;

  @BeforeEach
  void makeTwoModules() throws IOException {
    store = new Store(root.resolve("store"), () -> Instant.EPOCH);
    builder = new TreeBuilder(store, Limits.DEFAULT);
    folders = new ModuleFolders(store, builder, root.resolve("modules"), root.resolve("templates"));
    write("modules/web/module.yaml", "name: web");
    write("modules/web/setup.sh", "render\n");
    write("modules/web/files/tool.sh", "no phase\n");
    write("modules/web/image.bin", "\u0000");
    write("templates/web/etc/web.conf", "{{root}}");
    write("modules/old/init.sh", "log old\n");
  }

  @Test
  void aModuleHasItsScriptsAndTemplatesInOneTree() {
    CatalogueModule web = folders.catalogue().find("web").orElseThrow();

    assertThat(web.files().scripts()).containsOnlyKeys("setup.sh");
    assertThat(web.files().templates()).containsExactly(Map.entry("etc/web.conf", "{{root}}"));
    assertThat(web.mistakes()).isEmpty();
    Tree tree = store.tree(new Sha256(web.files().hash().tree())).orElseThrow();
    assertThat(tree.entries())
        .extracting(TreeEntry::path)
        .containsExactly(
            "files/tool.sh", "image.bin", "module.yaml", "setup.sh", "templates/etc/web.conf");
  }

  @Test
  void aFolderWithoutAManifestIsAModuleAsWell() {
    CatalogueModule old = folders.catalogue().find("old").orElseThrow();

    assertThat(old.manifest().orElseThrow().followsAll()).isTrue();
  }

  @Test
  void whatDidNotChangeIsNotReadAgain() {
    Catalogue before = folders.catalogue();

    assertThat(folders.catalogue()).isSameAs(before);
  }

  @Test
  void aNewFileIsSeen() throws IOException {
    String before = folders.catalogue().find("old").orElseThrow().files().hash().tree();

    write("modules/old/setup.sh", "log more\n");

    assertThat(folders.catalogue().find("old").orElseThrow().files().hash().tree())
        .isNotEqualTo(before);
  }

  @Test
  void aUsersOwnModuleHidesTheBuiltInOneAndSaysSo() throws IOException {
    write("mine/web/setup.sh", "log mine\n");
    write("mine/web/templates/etc/mine", "{{root}}");
    String tree = builder.ofFolder("module web", root.resolve("mine/web")).hash().hex();

    Catalogue catalogue = folders.catalogue(Map.of("web", tree));

    CatalogueModule web = catalogue.find("web").orElseThrow();
    assertThat(web.files().hash().tree()).isEqualTo(tree);
    assertThat(web.files().templates()).containsOnlyKeys("etc/mine");
    assertThat(catalogue.notes())
        .containsExactly("module 'web' is taken from web, not from modules/web");
    assertThat(folders.catalogue().find("web").orElseThrow().files().hash().tree())
        .isNotEqualTo(tree);
  }

  @Test
  void aTreeThatIsNotThereIsNamed() {
    String hash = Sha256.of(new byte[] {1}).hex();

    assertThatThrownBy(() -> folders.catalogue(Map.of("web", hash, "x", "../../etc")))
        .hasMessage(
            "the list of modules is not valid:\n"
                + "  - module 'web': its folder %s is not here; upload it again\n".formatted(hash)
                + "  - module 'x': its folder ../../etc is not here; upload it again");
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
