package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * Runs {@code status} against a coordinator that says one thing only, so that the classes which it
 * needs get into the class-data archive. Writes to its home: for an empty one.
 */
final class Rehearsal {
  static final String ARGUMENT = "--cds-warmup";

  private final Surroundings surroundings;

  Rehearsal(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  /** The answer is the exit code. */
  int run() {
    try (ServerSocket listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Thread answers = new Thread(() -> serve(listener), "rehearsal");
      answers.setDaemon(true);
      answers.start();
      pretend(URI.create("http://127.0.0.1:" + listener.getLocalPort()));
      return Cli.run(new String[] {"status", "demo"}, unheard());
    } catch (IOException e) {
      throw new UncheckedIOException("rehearsing for the class-data archive", e);
    }
  }

  private void pretend(URI url) throws IOException {
    LocalCoordinator.Running running =
        new LocalCoordinator.Running(
            url,
            ProcessHandle.current().pid(),
            new LocalCoordinator(surroundings).ownVersion(),
            surroundings.clock().instant(),
            null);
    Home home = surroundings.home();
    Files.createDirectories(home.folder());
    Files.writeString(home.coordinatorFile(), Output.json(running));
    Files.writeString(home.tokenFile(), "none\n");
  }

  private Surroundings unheard() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new Surroundings(
        surroundings.variables(),
        new Screen(nowhere, surroundings.screen().err(), false, false),
        surroundings.input(),
        surroundings.home(),
        surroundings.clock(),
        surroundings.pause(),
        surroundings.random(),
        surroundings.server());
  }

  private static void serve(ServerSocket listener) {
    while (!listener.isClosed()) {
      try (Socket call = listener.accept()) {
        answer(call);
      } catch (IOException e) {
        return; // the rehearsal is over
      }
    }
  }

  private static void answer(Socket call) throws IOException {
    BufferedReader request =
        new BufferedReader(
            new InputStreamReader(call.getInputStream(), StandardCharsets.ISO_8859_1));
    for (String line = request.readLine(); line != null && !line.isEmpty(); ) {
      line = request.readLine();
    }
    byte[] body;
    try (InputStream view = Rehearsal.class.getResourceAsStream("rehearsal.json")) {
      body = view == null ? new byte[0] : view.readAllBytes();
    }
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
            .formatted(body.length);
    OutputStream answer = call.getOutputStream();
    answer.write(head.getBytes(StandardCharsets.ISO_8859_1));
    answer.write(body);
    answer.flush();
  }
}
