package org.muster.coordinator.artifact;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on the loopback address that fails on demand, and notes what was asked. */
final class Mirror implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final byte[] content;
  private final Queue<Behaviour> next = new ArrayDeque<>();
  private final List<String> ranges = new CopyOnWriteArrayList<>();

  /** How one request is answered. */
  @FunctionalInterface
  interface Behaviour {
    void answer(HttpExchange exchange, byte[] content) throws IOException;
  }

  Mirror(byte[] content) throws IOException {
    this.content = content;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Answers the next request like this; once there is nothing left, as asked. */
  Mirror then(Behaviour behaviour) {
    next.add(behaviour);
    return this;
  }

  String url(String name) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/dist/" + name;
  }

  /** The {@code Range} of each request so far, empty for the whole file. */
  List<String> ranges() {
    return ranges;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  static Behaviour status(int status) {
    return (exchange, content) -> exchange.sendResponseHeaders(status, -1);
  }

  static Behaviour other(byte[] other) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, other.length);
      exchange.getResponseBody().write(other);
    };
  }

  /** Promises all and breaks the connection after some bytes. */
  static Behaviour cutAfter(int bytes) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, bytes);
      exchange.getResponseBody().flush();
      throw new IOException("cut, as wanted");
    };
  }

  /** Sends some bytes and then nothing, for as long as the client bears it. */
  static Behaviour stallAfter(int bytes) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, bytes);
      exchange.getResponseBody().flush();
      try {
        Thread.currentThread().join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String range = exchange.getRequestHeaders().getFirst("Range");
      ranges.add(range == null ? "" : range);
      Behaviour behaviour = next.poll();
      if (behaviour != null) {
        behaviour.answer(exchange, content);
      } else {
        send(exchange, range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", "")));
      }
    }
  }

  private void send(HttpExchange exchange, int from) throws IOException {
    if (from > 0) {
      String range = "bytes %d-%d/%d".formatted(from, content.length - 1, content.length);
      exchange.getResponseHeaders().set("Content-Range", range);
    }
    byte[] rest = Arrays.copyOfRange(content, from, content.length);
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, rest.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(rest);
    }
  }
}
