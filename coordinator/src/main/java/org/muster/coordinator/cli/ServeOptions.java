package org.muster.coordinator.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * What the command line says of a coordinator's settings. Nothing is checked here: whoever serves
 * does that, together with what the settings file and the environment say.
 */
final class ServeOptions {
  private final Map<String, String> given = new LinkedHashMap<>();

  Map<String, String> given() {
    return given;
  }

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "Settings file; default: coordinator.yaml in MUSTER_HOME, if there is one.")
  void settings(String file) {
    given.put("settings", file);
  }

  @Option(
      names = "--api-listen",
      paramLabel = "HOST:PORT",
      description = "Where the API is served; default: any free port of 127.0.0.1.")
  void apiListen(String address) {
    given.put("api.listen", address);
  }

  @Option(
      names = "--api-name",
      paramLabel = "NAME",
      description = "Another name by which callers reach the API; may be repeated.")
  void apiNames(List<String> names) {
    given.put("api.names", String.join(",", names));
  }

  @Option(
      names = "--api-certificate",
      paramLabel = "FILE",
      description = "Certificate chain of the API (PEM); default beyond loopback: one of our own.")
  void apiCertificate(String file) {
    given.put("api.certificate", file);
  }

  @Option(
      names = "--api-key",
      paramLabel = "FILE",
      description = "Private key of that certificate (PEM, PKCS #8, for its owner alone).")
  void apiKey(String file) {
    given.put("api.key", file);
  }

  @Option(
      names = "--agents-listen",
      paramLabel = "HOST:PORT",
      description = "Where agents connect; default: a port of 127.0.0.1 that is kept.")
  void agentsListen(String address) {
    given.put("agents.listen", address);
  }

  @Option(
      names = "--agents-advertise",
      paramLabel = "HOST:PORT",
      description = "How nodes reach this coordinator, and others on its journal; repeatable.")
  void agentsAdvertise(List<String> addresses) {
    given.put("agents.advertise", String.join(",", addresses));
  }

  @Option(
      names = "--journal",
      paramLabel = "URL",
      description = "jdbc:postgresql://HOST/DATABASE; default: a file in MUSTER_HOME.")
  void journal(String url) {
    given.put("journal.url", url);
  }

  @Option(
      names = "--journal-user",
      paramLabel = "NAME",
      description = "User of that database; default: MUSTER_JOURNAL_USER.")
  void journalUser(String name) {
    given.put("journal.user", name);
  }

  @Option(
      names = "--journal-password-file",
      paramLabel = "FILE",
      description = "File with its password alone; default: MUSTER_JOURNAL_PASSWORD.")
  void journalPasswordFile(String file) {
    given.put("journal.password_file", file);
  }

  @Option(
      names = "--ec2-certificate",
      paramLabel = "FILE",
      description =
          "Certificates of regions of EC2, besides those that are known; default:"
              + " MUSTER_EC2_CERTIFICATES.")
  void ec2Certificates(String file) {
    given.put("ec2.certificates", file);
  }

  @Option(
      names = "--adopt",
      description = "Go on with a journal from a backup, although nodes have seen a later one.")
  void adopt(boolean isSo) {
    given.put("adopt", Boolean.toString(isSo));
  }

  @Option(
      names = "--end-when-idle",
      hidden = true,
      description = "End an hour after the last cluster is gone: for one that a command started.")
  void endWhenIdle(boolean isSo) {
    given.put("end_when_idle", Boolean.toString(isSo));
  }
}
