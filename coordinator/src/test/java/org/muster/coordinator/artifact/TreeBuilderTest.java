package org.muster.coordinator.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.protocol.Sha256;
import org.muster.protocol.Tree;
import org.muster.protocol.TreeEntry;

final class TreeBuilderTest {
  @TempDir private Path folder;
  private Store store;
  private TreeBuilder trees;

  @BeforeEach
  void openStore() {
    store = new Store(folder.resolve("store"), () -> Instant.EPOCH);
    trees = new TreeBuilder(store, Limits.DEFAULT);
  }

  @Test
  void aFolderBecomesItsFilesWithTheirModesAndLinks() throws Exception {
    Path module = Files.createDirectories(folder.resolve("module/templates/etc"));
    Files.writeString(module.resolve("conf"), "x");
    Path script = Files.writeString(folder.resolve("module/init.sh"), "#!/bin/bash");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
    Files.createSymbolicLink(folder.resolve("module/start.sh"), Path.of("init.sh"));

    Tree tree = trees.ofFolder("module x", folder.resolve("module"));

    assertThat(tree.entries())
        .containsExactly(
            TreeEntry.Content.of(
                "init.sh", Sha256.of("#!/bin/bash".getBytes(StandardCharsets.UTF_8)), 11, 0750),
            new TreeEntry.Link("start.sh", "init.sh"),
            content("templates/etc/conf", "x", false));
    assertThat(store.use(tree.hash())).isTrue();
  }

  @Test
  void aFolderWithALinkThatLeavesIsRefusedByName() throws Exception {
    Path module = Files.createDirectories(folder.resolve("module"));
    Files.createSymbolicLink(module.resolve("secret"), Path.of("../outside"));

    assertThatThrownBy(() -> trees.ofFolder("module x", module))
        .hasMessageStartingWith("module x: " + module + " has an entry that is not allowed:")
        .hasMessageContaining("secret")
        .hasMessageContaining("../outside");
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> trees.ofFolder("module x", missing))
        .hasMessage(
            "module x: reading %s: there is no %s; check that it is there and may be read"
                .formatted(missing, missing));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar", "tar.gz", "zip"})
  void anArchiveOfAnyKindGivesTheSameTree(String kind) throws Exception {
    byte[] tar =
        Archives.tar(
            out ->
                out.folder("app-1.0")
                    .executable("app-1.0/bin/run", "run")
                    .executable("./app-1.0/lib/" + "long".repeat(40) + ".jar", "jar")
                    .link("app-1.0/run", "bin/run"));
    byte[] zip =
        Archives.zip(
            "app-1.0/bin/run",
            "run",
            "app-1.0/lib/" + "long".repeat(40) + ".jar",
            "jar",
            "->app-1.0/run",
            "bin/run");
    byte[] archive = kind.equals("zip") ? zip : kind.equals("tar") ? tar : Archives.gzip(tar);

    Tree tree = trees.ofArchive("artifact app", write(archive), 1);

    assertThat(tree.entries())
        .containsExactly(
            content("bin/run", "run", true),
            content("lib/" + "long".repeat(40) + ".jar", "jar", true),
            new TreeEntry.Link("run", "bin/run"));
  }

  @Test
  void aHardLinkIsTheSameContentAgain() throws Exception {
    byte[] tar = Archives.tar(out -> out.executable("a/x", "x").hardLink("a/y", "a/x"));

    Tree tree = trees.ofArchive("artifact app", write(tar), 1);

    assertThat(tree.entries()).containsExactly(content("x", "x", true), content("y", "x", true));
  }

  @Test
  void aFileIsATreeOfOne() throws Exception {
    Path file = Files.writeString(folder.resolve("download"), "jar");

    Tree tree = trees.ofFile("artifact app", file, "app.jar");

    assertThat(tree.entries()).isEqualTo(List.of(content("app.jar", "jar", false)));
  }

  private Path write(byte[] archive) throws IOException {
    return Files.write(folder.resolve("archive"), archive);
  }

  private static TreeEntry content(String path, String text, boolean executable) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new TreeEntry.Content(path, Sha256.of(bytes), bytes.length, executable);
  }
}
