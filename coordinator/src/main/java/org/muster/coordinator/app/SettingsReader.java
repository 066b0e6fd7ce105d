package org.muster.coordinator.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muster.coordinator.app.SettingValues.Value;
import org.muster.coordinator.cli.Server;
import org.muster.coordinator.flow.Retention;
import org.muster.coordinator.journal.PostgresSettings;
import org.muster.error.Problems;

/**
 * Reads the settings once: the command line counts before the environment, and that before the
 * file. All mistakes are reported together.
 */
final class SettingsReader {
  static final String FILE = "coordinator.yaml";

  private static final String PASSWORD = "MUSTER_JOURNAL_PASSWORD";
  private static final HostPort LOOPBACK = new HostPort("127.0.0.1", 0);
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,6})\\s*([a-zA-Z]+)");
  private static final Pattern HOLDS_SECRET =
      Pattern.compile("[?&](user|password)=|//[^/]*@", Pattern.CASE_INSENSITIVE);
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Server.Settings raw;
  private final Problems problems = new Problems();
  private final SettingValues values = new SettingValues();

  private SettingsReader(Server.Settings raw) {
    this.raw = raw;
  }

  /**
   * The settings.
   *
   * @throws org.muster.error.MusterException INVALID_INPUT that lists all mistakes
   */
  static CoordinatorSettings read(Server.Settings raw) {
    return new SettingsReader(raw).read();
  }

  private CoordinatorSettings read() {
    gather();
    CoordinatorSettings.Api api =
        new CoordinatorSettings.Api(
            address(Setting.API_LISTEN), values.texts(Setting.API_NAMES), certificate());
    CoordinatorSettings.Agents agents = agents();
    Optional<PostgresSettings> journal = journal();
    Retention retention = retention();
    Optional<Path> certificates = file(Setting.EC2_CERTIFICATES);
    problems.throwIfAny("what this coordinator was told");
    return new CoordinatorSettings(
        raw.home(),
        raw.version(),
        raw.distribution(),
        api,
        agents,
        journal,
        retention,
        certificates,
        Boolean.parseBoolean(raw.given().get("end_when_idle")),
        Boolean.parseBoolean(raw.given().get("adopt")));
  }

  private void gather() {
    for (Setting setting : Setting.values()) {
      String option = "--" + setting.label().replaceAll("\\.url$|s$", "").replaceAll("[._]", "-");
      values.add(setting, raw.given().getOrDefault(setting.label(), ""), option);
      values.add(setting, raw.variables().getOrDefault(setting.variable(), ""), setting.variable());
    }
    String named = raw.given().getOrDefault("settings", "");
    Path file = named.isEmpty() ? raw.home().resolve(FILE) : Path.of(named).toAbsolutePath();
    if (!named.isEmpty() || Files.exists(file)) {
      new SettingsFile(file, values, problems).read();
    }
  }

  private HostPort address(Setting setting) {
    return values.of(setting).flatMap(value -> address(value, value.text())).orElse(LOOPBACK);
  }

  private Optional<HostPort> address(Value value, String text) {
    Optional<HostPort> address = HostPort.parse(text);
    if (address.isEmpty()) {
      problems.add(value.mustBe("HOST:PORT with a port up to 65535, such as 10.0.0.5:7077"));
    }
    return address;
  }

  private Optional<CoordinatorSettings.KeyFiles> certificate() {
    Optional<Path> certificate = file(Setting.API_CERTIFICATE);
    Optional<Path> key = file(Setting.API_KEY);
    key.ifPresent(file -> checkPrivate(Setting.API_KEY, file));
    if (values.of(Setting.API_CERTIFICATE).isPresent() != values.of(Setting.API_KEY).isPresent()) {
      problems.add(
          "api.certificate and api.key belong together, but only one of them is set; set both, or"
              + " none");
    }
    return certificate.isPresent() && key.isPresent()
        ? Optional.of(new CoordinatorSettings.KeyFiles(certificate.get(), key.get()))
        : Optional.empty();
  }

  private Optional<Path> file(Setting setting) {
    Optional<Value> value = values.of(setting);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Path file = raw.home().resolve(value.get().text());
    if (!Files.isReadable(file)) {
      problems.add(value.get().mustBe("a file that this user can read"));
      return Optional.empty();
    }
    return Optional.of(file);
  }

  private void checkPrivate(Setting setting, Path file) {
    try {
      if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        problems.add(
            "%s is '%s', which others can read; make sure that nobody did, then run 'chmod 600' on it"
                .formatted(setting.label(), file));
      }
    } catch (IOException e) {
      problems.add("%s is '%s', which cannot be looked at: %s".formatted(setting.label(), file, e));
    }
  }

  private CoordinatorSettings.Agents agents() {
    HostPort listen = address(Setting.AGENTS_LISTEN);
    List<HostPort> advertise = new ArrayList<>();
    values
        .of(Setting.AGENTS_ADVERTISE)
        .ifPresent(
            value ->
                values
                    .texts(Setting.AGENTS_ADVERTISE)
                    .forEach(text -> address(value, text).ifPresent(advertise::add)));
    for (HostPort address : advertise) {
      if (address.isWildcard()) {
        problems.add(
            "agents.advertise has '%s', which nobody can call; name an address of this machine"
                .formatted(address));
      }
    }
    if (listen.isWildcard() && values.of(Setting.AGENTS_ADVERTISE).isEmpty()) {
      problems.add(
          "agents.advertise is missing, and agents.listen is '%s', which nobody can call; say how nodes reach this machine, such as 10.0.0.5:7077"
              .formatted(listen.host()));
    }
    return new CoordinatorSettings.Agents(listen, advertise);
  }

  private Optional<PostgresSettings> journal() {
    String password = password();
    Optional<Value> url = values.of(Setting.JOURNAL_URL);
    if (url.isEmpty()) {
      values.of(Setting.JOURNAL_USER).ifPresent(this::withoutJournal);
      values.of(Setting.JOURNAL_PASSWORD_FILE).ifPresent(this::withoutJournal);
      return Optional.empty();
    }
    return url.filter(this::isUrlOfAJournal)
        .map(
            value ->
                new PostgresSettings(
                    value.text(), values.text(Setting.JOURNAL_USER, "muster"), password));
  }

  private void withoutJournal(Value value) {
    problems.add(
        "%s is set (by %s) but journal.url is not; set it too, such as jdbc:postgresql://db/muster"
            .formatted(value.setting().label(), value.origin()));
  }

  // A mistake is never shown with its value where that may hold a password.
  private boolean isUrlOfAJournal(Value url) {
    if (HOLDS_SECRET.matcher(url.text()).find()) {
      problems.add(
          "journal.url (from %s) holds a user or a password, which others may see there; use journal.user, and journal.password_file or %s"
              .formatted(url.origin(), PASSWORD));
      return false;
    }
    if (!url.text().startsWith("jdbc:postgresql://")) {
      problems.add(url.mustBe("jdbc:postgresql://HOST/DATABASE"));
      return false;
    }
    return true;
  }

  private String password() {
    String variable = raw.variables().getOrDefault(PASSWORD, "");
    Optional<Path> file = file(Setting.JOURNAL_PASSWORD_FILE);
    if (file.isEmpty()) {
      return variable;
    }
    if (!variable.isEmpty()) {
      problems.add(
          "journal.password_file and %s both give a password; keep one of them"
              .formatted(PASSWORD));
    }
    checkPrivate(Setting.JOURNAL_PASSWORD_FILE, file.get());
    try {
      return Files.readString(file.get()).strip();
    } catch (IOException e) {
      problems.add("journal.password_file is '%s', but: %s".formatted(file.get(), e));
      return "";
    }
  }

  private Retention retention() {
    Retention usual = Retention.DEFAULT;
    return new Retention(
        duration(Setting.KEEP_DESTROYED, usual.destroyed()),
        duration(Setting.KEEP_LOGS, usual.logs()),
        bytes(Setting.KEEP_LOG_BYTES, usual.logBytes()),
        duration(Setting.KEEP_ARTIFACTS, usual.artifacts()));
  }

  private Duration duration(Setting setting, Duration fallback) {
    return amount(setting, "a time such as 12h or 30d", SettingsReader::duration).orElse(fallback);
  }

  private static Optional<Duration> duration(Matcher amount) {
    long number = Long.parseLong(amount.group(1));
    return switch (amount.group(2)) {
      case "m" -> Optional.of(Duration.ofMinutes(number));
      case "h" -> Optional.of(Duration.ofHours(number));
      case "d" -> Optional.of(Duration.ofDays(number));
      default -> Optional.empty();
    };
  }

  private long bytes(Setting setting, long fallback) {
    return amount(setting, "a size such as 500MiB or 2GiB", SettingsReader::bytes).orElse(fallback);
  }

  private static Optional<Long> bytes(Matcher amount) {
    long number = Long.parseLong(amount.group(1));
    return switch (amount.group(2)) {
      case "MiB" -> Optional.of(number << 20).filter(bytes -> bytes > 0);
      case "GiB" -> Optional.of(number << 30).filter(bytes -> bytes > 0);
      default -> Optional.empty();
    };
  }

  private <T> Optional<T> amount(Setting setting, String expected, AmountReader<T> reader) {
    Optional<Value> value = values.of(setting);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Matcher amount = AMOUNT.matcher(value.get().text());
    Optional<T> read = amount.matches() ? reader.read(amount) : Optional.empty();
    if (read.isEmpty()) {
      problems.add(value.get().mustBe(expected));
    }
    return read;
  }

  /** Makes something of a number and its unit. */
  @FunctionalInterface
  private interface AmountReader<T> {
    Optional<T> read(Matcher amount);
  }
}
