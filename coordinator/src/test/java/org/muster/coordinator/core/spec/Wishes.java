package org.muster.coordinator.core.spec;

import java.util.List;
import java.util.Map;

/** Launch requests in few words. */
final class Wishes {
  static final LaunchRequest DEMO = of("demo", "");

  private Wishes() {}

  static LaunchRequest of(String name, String yaml) {
    return new LaunchRequest(
        name, yaml, "", "", null, null, null, null, null, null, null, "", null);
  }

  static LaunchRequest modules(String... modules) {
    return new LaunchRequest(
        "demo", "", "", "", null, List.of(modules), null, null, null, null, null, "", null);
  }

  static LaunchRequest set(Map<String, String> variables) {
    return new LaunchRequest(
        "demo", "", "", "", null, null, null, variables, null, null, null, "", null);
  }

  static LaunchRequest userVariables(Map<String, String> variables) {
    return new LaunchRequest(
        "demo", "", "", "", null, null, null, null, variables, null, null, "", null);
  }

  static LaunchRequest workers(String yaml, Integer workers) {
    return new LaunchRequest(
        "demo", yaml, "", "", workers, null, null, null, null, null, null, "", null);
  }

  static LaunchRequest secrets(String yaml, Map<String, String> secrets) {
    return new LaunchRequest(
        "demo", yaml, "", "", null, null, null, null, null, secrets, null, "", null);
  }

  static LaunchRequest provider(String yaml, String provider) {
    return new LaunchRequest(
        "demo", yaml, "", provider, null, null, null, null, null, null, null, "", null);
  }
}
