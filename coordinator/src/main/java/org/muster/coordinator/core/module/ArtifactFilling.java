package org.muster.coordinator.core.module;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.error.Problems;

/**
 * Fills the variables into the artifacts of a manifest, and drops the sources that become empty.
 */
final class ArtifactFilling {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");
  private static final int SHA256_DIGITS = 64;
  private static final int SHA512_DIGITS = 128;

  private final Substitution variables;
  private final Problems problems;

  ArtifactFilling(Substitution variables, Problems problems) {
    this.variables = variables;
    this.problems = problems;
  }

  ArtifactRule fill(ArtifactDraft draft) {
    String sha256 = checksum(draft.sha256(), SHA256_DIGITS);
    String sha512 = checksum(draft.sha512(), SHA512_DIGITS);
    List<String> urls = fill(draft.urls());
    ArtifactRule rule =
        new ArtifactRule(
            draft.name().text(),
            variables.fill(draft.path(), problems),
            urls,
            sha256,
            sha512,
            fill(draft.coordinates()),
            fill(draft.boms()),
            fill(draft.excludes()),
            draft.unzips().stream().map(this::unzip).toList(),
            draft.unpack(),
            draft.strip());
    checkSources(draft, rule);
    return rule;
  }

  private void checkSources(ArtifactDraft draft, ArtifactRule rule) {
    if (!rule.urls().isEmpty() && rule.sha256().isEmpty() && rule.sha512().isEmpty()) {
      problems.add(
          draft
              .name()
              .says(
                  "the artifact '%s' comes from %s without a checksum; set %s"
                      .formatted(draft.name(), rule.urls().get(0), checksumVariables(draft))));
    }
    boolean hasSource =
        !rule.path().isEmpty() || !rule.urls().isEmpty() || !rule.coordinates().isEmpty();
    if (!hasSource) {
      List<String> names = sourceVariables(draft);
      problems.add(
          draft
              .name()
              .says(
                  "the artifact '%s' has no source; %s"
                      .formatted(
                          draft.name(),
                          names.isEmpty()
                              ? "give it a path, a url or maven"
                              : "set one of: " + String.join(", ", names))));
    }
  }

  private ArtifactRule.Unzip unzip(ArtifactDraft.UnzipDraft draft) {
    return new ArtifactRule.Unzip(
        variables.fill(draft.coordinate(), problems),
        variables.fill(draft.path(), problems),
        variables.fill(draft.to(), problems));
  }

  private List<String> fill(List<Placed> texts) {
    return texts.stream()
        .map(text -> variables.fill(text, problems))
        .filter(text -> !text.isBlank())
        .toList();
  }

  private String checksum(Placed text, int digits) {
    String sum = variables.fill(text, problems).strip().toLowerCase(Locale.ROOT);
    boolean isVariable = !Substitution.names(text.text()).isEmpty(); // else the schema has seen it
    if (isVariable && !sum.isEmpty() && (sum.length() != digits || !HEX.matcher(sum).matches())) {
      problems.add(
          text.says("the checksum '%s' must have %d hexadecimal digits".formatted(sum, digits)));
    }
    return sum;
  }

  private static String checksumVariables(ArtifactDraft draft) {
    List<String> names =
        Stream.of(draft.sha256(), draft.sha512())
            .flatMap(text -> Substitution.names(text.text()).stream())
            .toList();
    return names.isEmpty() ? "sha256 or sha512" : String.join(" or ", names);
  }

  private static List<String> sourceVariables(ArtifactDraft draft) {
    return Stream.concat(Stream.of(draft.path()), draft.urls().stream())
        .flatMap(text -> Substitution.names(text.text()).stream())
        .toList();
  }
}
