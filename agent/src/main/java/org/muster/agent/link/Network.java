package org.muster.agent.link;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Vertx;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;

/**
 * What connections are made with.
 *
 * @param tls who encrypts; a node has the JDK's engine and no other
 */
public record Network(Vertx vertx, SSLEngineOptions tls) {
  public Network {
    requireNonNull(vertx, "vertx is null");
    requireNonNull(tls, "tls is null");
  }

  /** As a node has it. */
  public static Network of(Vertx vertx) {
    return new Network(vertx, new JdkSSLEngineOptions());
  }
}
