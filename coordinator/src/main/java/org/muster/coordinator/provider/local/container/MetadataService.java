package org.muster.coordinator.provider.local.container;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Answers nodes what they may know of themselves, as EC2's second version of the service does: a
 * token first, then texts. Each node sees a folder of its own, named by its address.
 */
final class MetadataService implements AutoCloseable {
  private static final String TTL = "X-aws-ec2-metadata-token-ttl-seconds";
  private static final String TOKEN = "X-aws-ec2-metadata-token";
  private static final String TOKEN_PATH = "/latest/api/token";
  // A version is 'latest' or a date; we have one content for all of them.
  private static final Pattern PATH = Pattern.compile("/(?:latest|\\d{4}-\\d\\d-\\d\\d)(/.*)?");

  private final Path folder;
  private final MetadataTokens tokens;
  private final HttpServer server;

  private MetadataService(Path folder, MetadataTokens tokens, HttpServer server) {
    this.folder = folder;
    this.tokens = tokens;
    this.server = server;
  }

  static MetadataService start(InetSocketAddress at, Path folder, MetadataTokens tokens)
      throws IOException {
    HttpServer server = HttpServer.create(at, 0);
    MetadataService service = new MetadataService(folder, tokens, server);
    server.createContext("/", service::serve);
    server.start();
    return service;
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      InetAddress node = exchange.getRemoteAddress().getAddress();
      Answer answer = answer(exchange, node);
      byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain");
      exchange.getResponseHeaders().set("Server", "EC2ws");
      answer.ttl().ifPresent(ttl -> exchange.getResponseHeaders().set(TTL, Long.toString(ttl)));
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private record Answer(int status, String text, Optional<Long> ttl) {
    static Answer of(int status) {
      return new Answer(status, "", Optional.empty());
    }
  }

  private Answer answer(HttpExchange exchange, InetAddress node) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals(TOKEN_PATH)) {
      return exchange.getRequestMethod().equals("PUT") ? token(exchange, node) : Answer.of(405);
    }
    if (!exchange.getRequestMethod().equals("GET")) {
      return Answer.of(405);
    }
    String token = exchange.getRequestHeaders().getFirst(TOKEN);
    if (token == null || !tokens.isGood(node.getHostAddress(), token)) {
      return Answer.of(401);
    }
    Matcher parts = PATH.matcher(path);
    if (!parts.matches()) {
      return Answer.of(404);
    }
    return content(node, Optional.ofNullable(parts.group(1)).orElse("/"));
  }

  private Answer token(HttpExchange exchange, InetAddress node) {
    if (exchange.getRequestHeaders().containsKey("X-Forwarded-For")) {
      return Answer.of(403); // a proxy that is open to strangers must not get one
    }
    String ttl = exchange.getRequestHeaders().getFirst(TTL);
    if (ttl == null
        || !ttl.matches("\\d{1,5}")
        || !MetadataTokens.isLifetime(Long.parseLong(ttl))) {
      return Answer.of(400);
    }
    long seconds = Long.parseLong(ttl);
    return new Answer(200, tokens.issue(node.getHostAddress(), seconds), Optional.of(seconds));
  }

  private Answer content(InetAddress node, String path) throws IOException {
    Path own = folder.resolve(node.getHostAddress());
    Path file = own.resolve(path.substring(1)).normalize();
    if (!file.startsWith(own)) {
      return Answer.of(404);
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Answer(200, String.join("\n", names(file)), Optional.empty());
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Answer.of(404);
    }
    return new Answer(200, Files.readString(file), Optional.empty());
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .map(each -> each.getFileName() + (Files.isDirectory(each) ? "/" : ""))
          .sorted()
          .toList();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
