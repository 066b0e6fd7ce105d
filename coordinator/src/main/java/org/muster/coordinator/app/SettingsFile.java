package org.muster.coordinator.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.coordinator.core.yaml.Spelling;
import org.muster.coordinator.core.yaml.YamlNode;
import org.muster.coordinator.core.yaml.YamlReader;
import org.muster.error.Problems;

/** The settings file: groups of settings, each a text or a list of texts. */
final class SettingsFile {
  private final Path file;
  private final SettingValues values;
  private final Problems problems;

  SettingsFile(Path file, SettingValues values, Problems problems) {
    this.file = file;
    this.values = values;
    this.problems = problems;
  }

  /** Adds all that the file says; what is wrong with it goes to the problems. */
  void read() {
    try {
      YamlReader.read(Files.readString(file), file.toString(), problems).ifPresent(this::groups);
    } catch (IOException e) {
      problems.add("settings is '%s' but that file cannot be read: %s".formatted(file, e));
    }
  }

  private void groups(YamlNode root) {
    for (Map.Entry<String, YamlNode> group : root.entries().entrySet()) {
      if (group.getValue().entries().isEmpty()) {
        unknown(root, group.getKey(), group.getKey());
      }
      for (Map.Entry<String, YamlNode> entry : group.getValue().entries().entrySet()) {
        String name = group.getKey() + "." + entry.getKey();
        Optional<Setting> setting = Setting.named(name);
        if (setting.isPresent()) {
          value(setting.get(), entry.getValue());
        } else {
          unknown(group.getValue(), entry.getKey(), name);
        }
      }
    }
  }

  private void unknown(YamlNode parent, String key, String name) {
    problems.add(
        parent
            .keyPlace(key)
            .says(
                "'%s' is no setting; %s".formatted(name, Spelling.wayOut(name, Setting.names()))));
  }

  private void value(Setting setting, YamlNode node) {
    Optional<Placed> text = node.text();
    String joined = String.join(",", node.texts().stream().map(Placed::text).toList());
    String written = text.map(Placed::text).orElse(joined);
    if (written.isEmpty()) {
      problems.add(node.place().says(setting.label() + " has no value; give it one, or remove it"));
    }
    values.add(setting, written, node.place().toString());
  }
}
