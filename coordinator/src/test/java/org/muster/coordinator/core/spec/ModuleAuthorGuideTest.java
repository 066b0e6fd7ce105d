package org.muster.coordinator.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.module.FolderHash;
import org.muster.coordinator.core.module.ModuleFiles;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.protocol.Phase;

/** What the guide shows must work as it stands there. */
class ModuleAuthorGuideTest {
  private static final Path GUIDE = Path.of("../docs/module-author-guide.md");
  private static final Pattern NAMED_BLOCK =
      Pattern.compile("(?m)^`([^`\\n]+)`\\n```\\w*\\n(?s:(.*?))^```$");
  private static final Pattern MANIFEST_CHAPTER =
      Pattern.compile("(?m)^## The manifest\\n\\n```yaml\\n(?s:(.*?))^```$");

  private String guide;
  private final SortedMap<String, String> example = new TreeMap<>();

  @BeforeEach
  void readGuide() throws IOException {
    guide = Files.readString(GUIDE);
    Matcher block = NAMED_BLOCK.matcher(guide);
    while (block.find()) {
      example.put(block.group(1), block.group(2));
    }
  }

  @Test
  void theExampleIsWhole() {
    assertThat(example)
        .containsOnlyKeys(
            "module.yaml",
            "setup.sh",
            "test.sh",
            "templates/etc/roll-call/members.conf",
            "cluster.yaml");
  }

  @Test
  void theExamplePassesLint() {
    ModuleFiles module = module("roll-call", example);

    assertThat(ModuleLint.check(module, Modules.builtIn().catalogue(), Defaults.demo())).isEmpty();
    assertThat(module.templates()).containsOnlyKeys("etc/roll-call/members.conf");
  }

  @Test
  void theExampleCanBeLaunchedWithItsClusterFile() {
    LaunchRequest request = Wishes.of("demo", example.get("cluster.yaml"));

    Blueprint blueprint =
        SpecReader.read(
                request,
                Modules.builtIn().catalogue().with(List.of(module("roll-call", example))),
                Defaults.demo())
            .blueprint();

    assertThat(blueprint.modules()).hasSize(1);
    assertThat(blueprint.modules().get(0).phases()).containsOnlyKeys(Phase.SETUP, Phase.TEST);
  }

  @Test
  void theManifestThatShowsEverythingPassesLint() {
    Matcher chapter = MANIFEST_CHAPTER.matcher(guide);
    assertThat(chapter.find()).isTrue();
    SortedMap<String, String> files = new TreeMap<>();
    files.put("module.yaml", chapter.group(1));
    List.of("init.sh", "setup.sh", "test.sh", "run.sh").forEach(name -> files.put(name, "true\n"));

    assertThat(
            ModuleLint.check(module("web", files), Modules.builtIn().catalogue(), Defaults.demo()))
        .isEmpty();
  }

  private static ModuleFiles module(String name, SortedMap<String, String> files) {
    return ModuleFiles.of(
        name,
        name,
        name + "/templates",
        files,
        new FolderHash("tree-of-" + name, "init-of-" + name));
  }
}
