package org.muster.agent.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetadataGuardTest {
  private static final List<String> ABSENT = List.of("there-is-no-such-program");

  @TempDir private Path folder;

  @Test
  void aKernelTakesTheRulesAndHasThemOnceHoweverOftenItIsToldThem() throws Exception {
    List<String> apart = List.of("unshare", "--net", "bash");
    assumeTrue(runs(apart, "-c", "nft list ruleset"), "needs root, nft and network namespaces");
    Path nft =
        script(
            """
            rules=$(cat)
            nft "$@" <<<"$rules"
            nft "$@" <<<"$rules"
            [[ $(nft list ruleset | grep -c 'skuid != 0 reject') == 2 ]]
            """);

    assertThat(
            new MetadataGuard(List.of("unshare", "--net", "bash", nft.toString()), ABSENT).close())
        .isTrue();
  }

  @Test
  void iptablesServesWhereThereIsNoNft() throws Exception {
    Path rules = folder.resolve("rules");
    Path iptables =
        script(
            """
            case $1 in
              -C) [[ -e RULES ]] ;;
              -I) echo "$@" >>RULES ;;
            esac
            """
                .replace("RULES", rules.toString()));
    MetadataGuard guard = new MetadataGuard(ABSENT, List.of("bash", iptables.toString()));

    assertThat(guard.close()).isTrue();
    assertThat(guard.close()).isTrue();

    assertThat(Files.readAllLines(rules))
        .containsExactly("-I OUTPUT -d 169.254.169.254 -m owner ! --uid-owner 0 -j REJECT");
  }

  @Test
  void withoutEitherItSaysThatItIsOpen() {
    assertThat(new MetadataGuard(ABSENT, ABSENT).close()).isFalse();
  }

  private Path script(String text) throws IOException {
    return Files.writeString(folder.resolve("program"), "set -euo pipefail\n" + text);
  }

  private static boolean runs(List<String> command, String... more) throws Exception {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(more));
    try {
      return new ProcessBuilder(all)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
