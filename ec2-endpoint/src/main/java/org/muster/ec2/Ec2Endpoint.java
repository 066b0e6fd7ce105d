package org.muster.ec2;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.muster.ec2.books.Region;
import org.muster.ec2.call.Calls;
import org.muster.ec2.fault.FaultPlan;
import org.muster.ec2.fault.LostConnection;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Signature;
import org.muster.ec2.query.Xml;

/** Serves a region under an address, which the SDK is given as its endpoint. */
public final class Ec2Endpoint implements AutoCloseable {
  /** What stands for the word where nobody heard an answer. */
  public static final String LOST = "lost";

  static {
    // Else the JDK's server sends an answer's head, and its body when the head was acknowledged:
    // 40 ms later.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final int BACKLOG = 128;

  /**
   * A call that was answered.
   *
   * @param word EC2's word for a refusal, or {@link #LOST}; empty when all was well
   */
  public record Answered(String action, Parameters asked, String word) {
    /** Without the parameters, which may hold a token. */
    @Override
    public String toString() {
      return word.isEmpty() ? action : "%s (%s)".formatted(action, word);
    }
  }

  private final FaultPlan faults;
  private volatile Region region;
  private final Calls calls = new Calls();
  private final List<Answered> answered = new CopyOnWriteArrayList<>();
  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(Ec2Endpoint::thread);

  private Ec2Endpoint(Region region, HttpServer server) {
    this.region = region;
    this.faults = new FaultPlan(region.nature().seed());
    this.server = server;
  }

  /** On loopback, at a free port. */
  public static Ec2Endpoint serve(Region region) throws IOException {
    return serve(region, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** Where machines of other network namespaces get to it, for example. */
  public static Ec2Endpoint serve(Region region, InetSocketAddress at) throws IOException {
    Ec2Endpoint endpoint = new Ec2Endpoint(region, HttpServer.create(at, BACKLOG));
    endpoint.server.setExecutor(endpoint.threads);
    endpoint.server.createContext("/", endpoint::serve);
    endpoint.server.start();
    return endpoint;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "ec2-endpoint");
    thread.setDaemon(true);
    return thread;
  }

  public URI url() {
    InetSocketAddress at = server.getAddress();
    return URI.create("http://%s:%d".formatted(at.getAddress().getHostAddress(), at.getPort()));
  }

  public Region region() {
    return region;
  }

  public FaultPlan faults() {
    return faults;
  }

  /** Another region takes this one's place under the address, and nothing was answered yet. */
  public void beginAnew(Region another) {
    region = another;
    faults.end();
    secrets.clear();
    answered.clear();
  }

  /** All calls so far. */
  public List<Answered> answered() {
    return List.copyOf(answered);
  }

  /** From now on only calls that are signed with a known secret are answered. */
  public void trust(String accessKey, String secret) {
    secrets.put(accessKey, secret);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Parameters asked = Parameters.parse(new String(body, StandardCharsets.UTF_8));
      String action = asked.text("Action").orElse("");
      String request = region.nextRequest();
      try {
        if (!secrets.isEmpty()) {
          Signature.check(exchange.getRequestHeaders()::getFirst, body, secrets);
        }
        faults.before(asked);
        String xml = calls.answer(asked, region, request);
        faults.after(asked);
        answered.add(new Answered(action, asked, ""));
        send(exchange, 200, xml);
      } catch (Ec2Refusal refusal) {
        answered.add(new Answered(action, asked, refusal.code()));
        send(exchange, refusal.status(), Xml.refusal(refusal, request));
      } catch (LostConnection lost) {
        answered.add(new Answered(action, asked, LOST)); // and 'exchange' is closed
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String xml) throws IOException {
    byte[] body = xml.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/xml;charset=UTF-8");
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
