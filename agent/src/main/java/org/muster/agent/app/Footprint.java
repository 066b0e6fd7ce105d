package org.muster.agent.app;

import java.util.Map;

/**
 * What an agent does without, so that it stays small and starts quickly. The libraries read these
 * settings when their classes are initialized, so this has to come before any of them. Whoever sets
 * one on the command line means it.
 */
final class Footprint {
  private static final Map<String, String> WITHOUT =
      Map.ofEntries(
          // Netty's events for the flight recorder start half of it in every process.
          Map.entry("io.netty.jfr.enabled", "false"),
          // One connection needs few buffers.
          Map.entry("io.netty.allocator.type", "pooled"),
          Map.entry("io.netty.allocator.numHeapArenas", "0"),
          Map.entry("io.netty.allocator.numDirectArenas", "1"),
          Map.entry("io.netty.allocator.maxOrder", "3"),
          // The JDK finds the few names that an agent looks up.
          Map.entry("vertx.disableDnsResolver", "true"),
          Map.entry(
              "vertx.logger-delegate-factory-class-name",
              "io.vertx.core.logging.JULLogDelegateFactory"),
          // An agent trusts its pin. Else Vert.x and Netty each parse the certificates of all the
          // authorities of the world, only to see which ciphers there are.
          Map.entry("javax.net.ssl.trustStore", "NONE"),
          // The curve of our keys; else each handshake makes a key on another one, too.
          Map.entry("jdk.tls.namedGroups", "secp256r1"),
          // Jackson makes a date format that nobody uses; nobody needs a thousand locales for it.
          Map.entry("java.locale.providers", "SPI"));

  private Footprint() {}

  static void keepSmall() {
    WITHOUT.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }
}
