package org.muster.coordinator.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Stands between a client and PostgreSQL, and breaks the connection at a COMMIT when told to. */
final class CuttingProxy implements AutoCloseable {
  /** Which part of the conversation gets lost. */
  enum Cut {
    /** The server never hears of the commit. */
    REQUEST,
    /** The server commits, and the client never hears of it. */
    ANSWER
  }

  private final int target;
  private final ServerSocket listener;
  private final AtomicReference<Cut> next = new AtomicReference<>();
  private final AtomicInteger cuts = new AtomicInteger();

  CuttingProxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    inBackground(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  void cutNextCommit(Cut cut) {
    next.set(cut);
  }

  int cuts() {
    return cuts.get();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      AtomicReference<Cut> cut = new AtomicReference<>();
      inBackground(() -> forwardRequests(client, server, cut));
      inBackground(() -> forwardAnswers(client, server, cut));
    }
  }

  private void forwardRequests(Socket client, Socket server, AtomicReference<Cut> cut)
      throws IOException {
    try (client;
        server) {
      byte[] buffer = new byte[64 * 1024];
      InputStream in = client.getInputStream();
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        if (new String(buffer, 0, count, StandardCharsets.ISO_8859_1).contains("COMMIT")) {
          cut.set(next.getAndSet(null));
        }
        if (cut.get() == Cut.REQUEST) {
          cuts.incrementAndGet();
          return;
        }
        server.getOutputStream().write(buffer, 0, count);
      }
    }
  }

  private void forwardAnswers(Socket client, Socket server, AtomicReference<Cut> cut)
      throws IOException {
    try (client;
        server) {
      byte[] buffer = new byte[64 * 1024];
      InputStream in = server.getInputStream();
      OutputStream out = client.getOutputStream();
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        if (cut.get() == Cut.ANSWER) {
          cuts.incrementAndGet(); // it is the answer to the commit, so the server has done it
          return;
        }
        out.write(buffer, 0, count);
      }
    }
  }

  @FunctionalInterface
  private interface Talk {
    void run() throws IOException;
  }

  private static void inBackground(Talk talk) {
    Thread thread =
        new Thread(
            () -> {
              try {
                talk.run();
              } catch (IOException e) {
                return; // the other side hung up
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
