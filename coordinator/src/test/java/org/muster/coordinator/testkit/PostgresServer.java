package org.muster.coordinator.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.muster.coordinator.journal.PostgresSettings;

/**
 * A real PostgreSQL of this JVM's own, on loopback, in a directory that goes when it is closed.
 * PostgreSQL refuses to run as root; a build that is root runs it as nobody.
 */
public final class PostgresServer implements AutoCloseable {
  private static final String USER = "postgres";
  private static final String READY = "ready to accept connections";

  private final Path home;
  private final int port;
  private final Process process;
  private final Thread stopper = new Thread(this::stop);

  private PostgresServer(Path home, int port, Process process) {
    this.home = home;
    this.port = port;
    this.process = process;
  }

  /** Unpacks, initialises and starts the server; returns when it takes connections. */
  public static PostgresServer start() throws IOException, InterruptedException {
    // Not below the build: another user must be able to get there.
    Path home = Files.createTempDirectory(Path.of("/tmp"), "muster-postgres");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    unpack(home);
    if (isRoot()) {
      run(home, List.of("chown", "-R", "nobody", home.toString()));
    }
    run(
        home,
        unprivileged(
            home.resolve("bin/initdb").toString(),
            "--auth=trust",
            "--username=" + USER,
            "--encoding=UTF-8",
            "--no-locale",
            "--no-sync",
            "--pgdata=" + home.resolve("data")));
    int port = freePort();
    Process process = launch(home, port);
    PostgresServer server = new PostgresServer(home, port, process);
    Runtime.getRuntime().addShutdownHook(server.stopper);
    server.awaitReady();
    return server;
  }

  public int port() {
    return port;
  }

  /** The settings of a fresh name space, as good as a database of its own and faster made. */
  public PostgresSettings fresh(String schema) throws SQLException {
    execute("CREATE SCHEMA " + schema);
    return settings(port, schema);
  }

  /** The settings of a name space that exists, through any port that leads here. */
  public static PostgresSettings settings(int port, String schema) {
    String url = "jdbc:postgresql://127.0.0.1:%d/postgres?currentSchema=%s".formatted(port, schema);
    return new PostgresSettings(url, USER, "");
  }

  /** Runs one statement as the owner of the server. */
  public void execute(String sql) throws SQLException {
    String url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    try (Connection connection = DriverManager.getConnection(url, USER, "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(stopper);
    stop();
  }

  private void stop() {
    process.toHandle().destroy(); // unlike the process's own, it leaves the pipe to its reader
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      remove(home);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void unpack(Path home) throws IOException {
    try (InputStream archive = archive();
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = home.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(tar, target);
          String rights = (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--";
          Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(rights));
        }
      }
    }
  }

  private static InputStream archive() {
    String name = "/postgres-linux-x86_64.txz";
    InputStream archive = PostgresServer.class.getResourceAsStream(name);
    if (archive == null) {
      throw new IllegalStateException(name + " is not among the test dependencies");
    }
    return archive;
  }

  private static Process launch(Path home, int port) throws IOException {
    return processOf(
            home,
            unprivileged(
                home.resolve("bin/postgres").toString(),
                "-D",
                home.resolve("data").toString(),
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-k",
                home.toString()))
        .start();
  }

  private void awaitReady() throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      if (line.contains(READY)) {
        // Somebody has to read on, or the server stops when the pipe is full.
        Thread reader = new Thread(() -> output.lines().forEach(ignored -> {}));
        reader.setDaemon(true);
        reader.start();
        return;
      }
    }
    throw new IllegalStateException("PostgreSQL did not start:\n" + said);
  }

  private static List<String> unprivileged(String... command) {
    List<String> words = new ArrayList<>();
    if (isRoot()) {
      words.addAll(List.of("setpriv", "--reuid=nobody", "--clear-groups", "--"));
    }
    words.addAll(List.of(command));
    return words;
  }

  private static void run(Path home, List<String> command)
      throws IOException, InterruptedException {
    Process process = processOf(home, command).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("%s failed:%n%s".formatted(command, said));
    }
  }

  private static ProcessBuilder processOf(Path home, List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
    builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
    return builder;
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      throw new IllegalStateException("finding out who runs this build", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void remove(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new IllegalStateException("removing " + directory, e);
    }
  }
}
