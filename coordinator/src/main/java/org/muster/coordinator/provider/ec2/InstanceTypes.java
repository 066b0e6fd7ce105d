package org.muster.coordinator.provider.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sizes that a spec may name, in the words of EC2. */
final class InstanceTypes {
  static final String FORM = "[a-z][a-z0-9-]*\\.[a-z0-9-]+";

  // The same sizes as on one machine would be too small to be worth an instance.
  private static final Map<String, String> SIZES =
      Map.of("small", "m6i.large", "medium", "m6i.xlarge", "large", "m6i.2xlarge");

  private InstanceTypes() {}

  static String of(String type) {
    return SIZES.getOrDefault(type, type);
  }

  static boolean isOne(String type) {
    return of(type).matches(FORM);
  }

  /** The group's own type first, then the others that it takes. */
  static List<String> of(String type, Map<String, String> settings) {
    List<String> all = new ArrayList<>(List.of(of(type)));
    SettingWords.list(settings, "types").stream()
        .map(InstanceTypes::of)
        .filter(other -> !all.contains(other))
        .forEach(all::add);
    return all;
  }
}
