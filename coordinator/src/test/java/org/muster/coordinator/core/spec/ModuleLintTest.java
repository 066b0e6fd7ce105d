package org.muster.coordinator.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.module.FolderHash;
import org.muster.coordinator.core.module.ModuleFiles;

class ModuleLintTest {
  private static final Catalogue BUILT_IN = Modules.builtIn().catalogue();
  private static final String GOOD = "name: m\nsummary: Something useful\n";

  @Test
  void aGoodModuleHasNoFindings() {
    assertThat(
            lint(
                GOOD
                    + "variables: { A: { required: true }, S: { required: true, secret: true } }\n",
                Map.of("setup.sh", "wait_for port 80 --timeout 5s\nexport_env MINE x\n"),
                Map.of("etc/x", "{{A}} {{S}} {{MINE}} {{#workers}}{{name}}{{/workers}}")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sleep 5",
        "  sleep $X",
        "true; sleep 1",
        "while ! up; do sleep 1; done",
        "/bin/sleep 2",
        "x=\"$(sleep 1)\"",
        "true && sleep .5",
        "(sleep 1)",
        "if sleep 1; then :; fi"
      })
  void aBareSleepIsRefused(String line) {
    List<String> findings = lint(GOOD, Map.of("setup.sh", "log hello\n" + line), Map.of());

    assertThat(findings)
        .singleElement()
        .asString()
        .startsWith("m/setup.sh:2:" + (line.indexOf("sleep") - (line.startsWith("/") ? 5 : 0) + 1))
        .endsWith(": 'sleep' waits for nothing in particular; say what for, with wait_for");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# sleep 5",
        "log 'sleep 5'",
        "log \"we do not sleep 5\"",
        "sleeper 5",
        "start_daemon sleep",
        "echo sleep",
        "no_sleep=1"
      })
  void theWordAloneIsFine(String line) {
    assertThat(lint(GOOD, Map.of("setup.sh", line), Map.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"set -e", "set -euo pipefail", "set -u", "set -o pipefail", "set -eE"})
  void whatThePreludeDoesNeedNotBeDoneAgain(String line) {
    assertThat(lint(GOOD, Map.of("setup.sh", line), Map.of()))
        .containsExactly("m/setup.sh:1:1: '%s' is on already; leave it out".formatted(line));
  }

  @ParameterizedTest
  @ValueSource(strings = {"set -- a b", "set +e", "set -x", "set -o noglob", "reset -e"})
  void otherOptionsAreTheAuthorsBusiness(String line) {
    assertThat(lint(GOOD, Map.of("setup.sh", line), Map.of())).isEmpty();
  }

  @Test
  void saysEverythingAtOnceWithItsPlace() {
    List<String> findings =
        lint(
            "name: n\nrequires: [hadop]\nversion: '{{NO}}'\n",
            Map.of("stup.sh", "sleep 1\r\n", "lib.sh", ""),
            Map.of("etc/x", "a\n{{SPARK_VERSON}}"));

    assertThat(findings)
        .containsExactly(
            "m: has no script that would ever run; add one of: init.sh, setup.sh, test.sh, run.sh,"
                + " join.sh, leave.sh",
            "m/stup.sh: will never run, for there is no such phase; did you mean 'setup.sh'?",
            "m/stup.sh: has line ends of Windows, which bash takes for a part of the words; save it"
                + " with '\\n'",
            "m/stup.sh:1:1: 'sleep' waits for nothing in particular; say what for, with wait_for",
            "m/module.yaml: has no summary; say in one line what the module is for",
            "m/module.yaml:2:12: the module 'm' requires the unknown module 'hadop'; did you mean"
                + " 'hadoop'?",
            "m/module.yaml:1:7: the name 'n' must be that of the folder, 'm'",
            "m/module.yaml:3:10: unknown variable 'NO'; use one of: HADOOP_VERSION,"
                + " SPARK_MASTER_OPTS, SPARK_VERSION, SPARK_WORKER_INSTANCES, SWAP_MB, VERBOSE",
            "m/templates/etc/x:2:3: unknown name 'SPARK_VERSON'; did you mean 'SPARK_VERSION'?"
                .replace(":2:3", ":2:1"));
  }

  @Test
  void aBrokenManifestIsShownWithItsLine() {
    assertThat(lint("name: m\n- x", Map.of("init.sh", ""), Map.of()))
        .singleElement()
        .asString()
        .startsWith("m/module.yaml:2:1: ")
        .endsWith("\n      - x\n      ^");
  }

  private static List<String> lint(
      String manifest, Map<String, String> scripts, Map<String, String> templates) {
    ModuleFiles files =
        new ModuleFiles(
            "m",
            "m",
            "m/templates",
            Optional.of(manifest),
            new TreeMap<>(scripts),
            new TreeMap<>(templates),
            new FolderHash("tree", "init"));
    return ModuleLint.check(files, BUILT_IN, Defaults.demo());
  }
}
