package org.muster.coordinator.app;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The table of contents of a coordinator's settings, by the names that the file has for them. */
enum Setting {
  API_LISTEN("api.listen", "MUSTER_API_LISTEN"),
  API_NAMES("api.names", ""),
  API_CERTIFICATE("api.certificate", ""),
  API_KEY("api.key", ""),
  AGENTS_LISTEN("agents.listen", "MUSTER_AGENTS_LISTEN"),
  AGENTS_ADVERTISE("agents.advertise", "MUSTER_AGENTS_ADVERTISE"),
  JOURNAL_URL("journal.url", "MUSTER_JOURNAL"),
  JOURNAL_USER("journal.user", "MUSTER_JOURNAL_USER"),
  JOURNAL_PASSWORD_FILE("journal.password_file", "MUSTER_JOURNAL_PASSWORD_FILE"),
  EC2_CERTIFICATES("ec2.certificates", "MUSTER_EC2_CERTIFICATES"),
  KEEP_DESTROYED("retention.destroyed_clusters", ""),
  KEEP_LOGS("retention.logs", ""),
  KEEP_LOG_BYTES("retention.logs_per_cluster", ""),
  KEEP_ARTIFACTS("retention.artifacts", "");

  private final String name;
  private final String variable;

  Setting(String name, String variable) {
    this.name = name;
    this.variable = variable;
  }

  /** Dotted, as in the settings file. */
  String label() {
    return name;
  }

  /** The environment variable that gives it too; empty for none. */
  String variable() {
    return variable;
  }

  static Optional<Setting> named(String name) {
    return Arrays.stream(values()).filter(setting -> setting.name.equals(name)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Setting::label).toList();
  }
}
