package org.muster.coordinator.provider.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/ec2.md against what is there. */
final class Ec2DocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "ec2.md");
  private static final Path CALLS =
      Path.of("src/main/java/org/muster/coordinator/provider/ec2/Api.java");

  @Test
  void everySettingIsExplained() throws IOException {
    String text = Files.readString(DOCUMENT);

    assertThat(SettingsCheck.names())
        .allSatisfy(name -> assertThat(text).contains("`" + name + "`"));
  }

  @Test
  void thePolicyAllowsTheCallsThatAreMadeAndNoOthers() throws IOException {
    Set<String> called =
        new TreeSet<>(Set.of("ec2:CreateTags", "iam:PassRole", "ssm:GetParameters"));
    Matcher call = Pattern.compile("answer\\(\\s*\"(\\w+)\"").matcher(Files.readString(CALLS));
    while (call.find()) {
      called.add("ec2:" + call.group(1));
    }

    assertThat(allowed()).isEqualTo(called).hasSizeGreaterThan(10);
  }

  private static Set<String> allowed() throws IOException {
    Matcher block =
        Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOCUMENT));
    assertThat(block.find()).isTrue();
    Set<String> actions = new TreeSet<>();
    for (JsonNode statement :
        JsonMapper.builder().build().readTree(block.group(1)).path("Statement")) {
      JsonNode action = statement.path("Action");
      if (action.isTextual()) {
        actions.add(action.asText());
      }
      action.forEach(each -> actions.add(each.asText()));
    }
    return actions;
  }
}
