package org.muster.coordinator.core.module;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.protocol.Sha256;
import org.muster.protocol.Tree;
import org.muster.protocol.TreeEntry;

/** Which files of a module make its {@code init} run again. */
final class FolderHashTest {
  private static final Map<String, String> MODULE =
      Map.of(
          "module.yaml", "name: m",
          "init.sh", "source ./lib.bash",
          "setup.sh", "start",
          "test.sh", "look",
          "lib.bash", "install",
          "files/bin/tool", "#!/bin/sh",
          "templates/etc/m.conf", "{{root}}");

  @ParameterizedTest
  @ValueSource(strings = {"init.sh", "lib.bash", "files/bin/tool", "files/new"})
  void whatInitMayUseCounts(String file) {
    assertThat(changed(file).init()).isNotEqualTo(of(MODULE).init());
  }

  @ParameterizedTest
  @ValueSource(strings = {"module.yaml", "setup.sh", "test.sh", "run.sh", "templates/etc/m.conf"})
  void whatIsForOtherPhasesDoesNot(String file) {
    assertThat(changed(file).init()).isEqualTo(of(MODULE).init());
    assertThat(changed(file).tree()).isNotEqualTo(of(MODULE).tree());
  }

  @Test
  void aScriptBelowAFolderIsAHelperLikeAnyOther() {
    assertThat(changed("lib/setup.sh").init()).isNotEqualTo(of(MODULE).init());
  }

  private static FolderHash changed(String file) {
    Map<String, String> files = new TreeMap<>(MODULE);
    files.merge(file, "changed", String::concat);
    return of(files);
  }

  private static FolderHash of(Map<String, String> files) {
    List<TreeEntry> entries = new ArrayList<>();
    files.forEach(
        (path, text) ->
            entries.add(
                new TreeEntry.Content(
                    path, Sha256.of(text.getBytes(UTF_8)), text.length(), false)));
    return FolderHash.of(Tree.of(entries));
  }
}
