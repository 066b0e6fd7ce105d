package org.muster.coordinator.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Whatever is in a file, the answer is a wish or a list of mistakes. */
class ReadingNeverBreaksTest {
  private static final Catalogue BUILT_IN = Modules.builtIn().catalogue();

  @Property(tries = 200)
  void ofAnyText(@ForAll String text) {
    check(text, text);
  }

  @Property(tries = 500)
  void ofWordsThatLookLikeYaml(@ForAll("yamlish") String text) {
    check(text, "name: m\n" + text);
  }

  @Property(tries = 300)
  void ofKnownKeysWithStrangeValues(
      @ForAll("keys") String key, @ForAll("yamlish") String value, @ForAll("keys") String second) {
    String text = "%s: %s\n%s: %s".formatted(key, value, second, value);
    check(text, text);
  }

  @Provide
  Arbitrary<String> yamlish() {
    return Arbitraries.of(
            "name",
            ": ",
            ":",
            "\n",
            "\n  ",
            "\n- ",
            "  ",
            "- ",
            "{",
            "}",
            "[",
            "]",
            ", ",
            "\"",
            "'",
            "&a ",
            "*a",
            "!!int ",
            "!x ",
            "|",
            ">",
            "#",
            "%YAML 1.1",
            "---",
            "...",
            "? ",
            "~",
            "null",
            "true",
            "yes",
            "0x1F",
            "0o7",
            "1_000",
            "1:30",
            "1e999",
            ".inf",
            "-1",
            "99999999999999999999",
            "2001-01-01",
            "\t",
            "\r",
            "\u0000",
            "\uFEFF",
            "\uD800",
            "{{",
            "}}",
            "{{X}}",
            "m",
            "spark",
            "master",
            "worker",
            "provider",
            "groups",
            "role",
            "count",
            "modules",
            "variables",
            "secrets",
            "env",
            "ready",
            "100%",
            "<<",
            "=",
            "default",
            "derived",
            "map",
            "from")
        .list()
        .ofMaxSize(25)
        .map(words -> String.join("", words));
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.of(
        "name",
        "provider",
        "ready",
        "groups",
        "modules",
        "init_modules",
        "variables",
        "secrets",
        "deploy_root_dir",
        "requires",
        "roles",
        "isolation",
        "phases",
        "derived",
        "artifacts",
        "services",
        "version",
        "summary");
  }

  private static void check(String cluster, String manifest) {
    expectWishOrMistakes(Wishes.of("demo", cluster), BUILT_IN);
    expectWishOrMistakes(
        Wishes.modules("m"), Modules.builtIn().with("m", manifest, "setup.sh").catalogue());
    expectWishOrMistakes(
        Wishes.modules("m"), Modules.builtIn().withTemplate("m", "x", manifest).catalogue());
  }

  private static void expectWishOrMistakes(LaunchRequest request, Catalogue catalogue) {
    try {
      assertThat(SpecReader.read(request, catalogue, Defaults.demo())).isNotNull();
    } catch (MusterException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT);
      assertThat(e.getMessage()).contains(" is not valid:\n  - ");
    }
  }
}
