package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Starts the process of a local coordinator, from a copy that no later build changes. */
final class CoordinatorLauncher {
  private static final String MAIN = "org.muster.coordinator.app.Main";
  private static final long LARGEST_LOG = 10L << 20;

  private final Surroundings surroundings;
  private final Home home;

  CoordinatorLauncher(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
    this.home = surroundings.home();
  }

  /**
   * Starts it; it serves when it has written down where.
   *
   * @param more options of {@code serve}
   */
  Process launch(String... more) {
    try {
      makeFolders();
      Optional<Distribution> copy =
          Distribution.find(surroundings).map(found -> found.copiedTo(home.distributions()));
      ProcessBuilder builder = new ProcessBuilder(command(copy, List.of(more)));
      builder.directory(copy.map(Distribution::library).orElse(home.folder()).toFile());
      builder.redirectInput(new File("/dev/null"));
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(home.coordinatorLog().toFile()));
      Map<String, String> environment = builder.environment();
      environment.clear();
      environment.putAll(surroundings.variables());
      environment.put("MUSTER_HOME", home.folder().toString());
      environment.remove("MUSTER_TOKEN"); // a caller's secret, of another coordinator
      return builder.start();
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT,
          "starting the coordinator: %s; look with 'muster doctor'".formatted(e.getMessage()),
          e);
    }
  }

  private List<String> command(Optional<Distribution> copy, List<String> more) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("/usr/bin/setsid");
    }
    command.add(java());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-XX:+ExitOnOutOfMemoryError"));
    // A third of a start went into compiling what hardly ever ran again; what is hot in earnest is
    // still compiled, a little later.
    command.add("-XX:CompileThresholdScaling=4");
    // By the second compiler a thousand nodes are served no faster, and it is at work just when the
    // first deployment is: a hundred nodes then take a third longer.
    command.add("-XX:TieredStopAtLevel=1");
    // An archive that another Java made is not worth lines in the log.
    command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
    String options = surroundings.variable("MUSTER_COORDINATOR_OPTS").strip();
    if (!options.isEmpty()) {
      command.addAll(List.of(options.split("\\s+")));
    }
    if (copy.isPresent()) {
      command.add("-Dmuster.dist=" + copy.get().folder());
      command.add("-XX:ErrorFile=" + home.coordinatorLog().resolveSibling("coordinator-crash.log"));
      command.add("-XX:SharedArchiveFile=" + Distribution.COORDINATOR_ARCHIVE);
      // As from its folder: an archive is good for a program of the same name only, so that it goes
      // along when the folder is copied.
      command.addAll(List.of("-jar", copy.get().jar().getFileName().toString()));
    } else {
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    }
    command.addAll(List.of("coordinator", "serve", "--end-when-idle"));
    command.addAll(more);
    return command;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private void makeFolders() throws IOException {
    Path log = home.coordinatorLog();
    Files.createDirectories(
        home.folder(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.createDirectories(log.getParent());
    Files.createDirectories(home.distributions());
    if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
      Files.move(log, log.resolveSibling("coordinator.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
