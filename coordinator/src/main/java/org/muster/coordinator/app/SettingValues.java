package org.muster.coordinator.app;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was said of each setting, and where. What is said first counts. */
final class SettingValues {
  private final Map<Setting, Value> values = new EnumMap<>(Setting.class);

  /**
   * A value as it was written.
   *
   * @param origin the option, the variable, or the place in the file
   */
  record Value(Setting setting, String text, String origin) {
    /** The sentence of a mistake: which setting, what was found where, what is expected. */
    String mustBe(String expected) {
      return "%s is '%s' (from %s) but must be %s"
          .formatted(setting.label(), text, origin, expected);
    }
  }

  void add(Setting setting, String text, String origin) {
    if (!text.isBlank()) {
      values.putIfAbsent(setting, new Value(setting, text.strip(), origin));
    }
  }

  Optional<Value> of(Setting setting) {
    return Optional.ofNullable(values.get(setting));
  }

  String text(Setting setting, String fallback) {
    return of(setting).map(Value::text).orElse(fallback);
  }

  /** The items of a list, which is written with commas where it cannot be written as one. */
  List<String> texts(Setting setting) {
    return Arrays.stream(text(setting, "").split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }
}
