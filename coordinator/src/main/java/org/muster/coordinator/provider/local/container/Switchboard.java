package org.muster.coordinator.provider.local.container;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The program that lives in the switch of a cluster: the only way between its nodes and the
 * coordinator. Nodes reach the coordinator at the switch's address, and their metadata at the
 * address where EC2 has it; people reach the nodes through a socket in the file system.
 */
public final class Switchboard {
  private static final int HTTP = 80;

  private Switchboard() {}

  /**
   * Serves until the process is killed.
   *
   * @param arguments {@code PORT AGENTS_SOCKET NODES_SOCKET METADATA_FOLDER}
   * @param serving called once all of it can be reached
   */
  public static void serve(
      List<String> arguments, InstantSource clock, SecureRandom random, Runnable serving)
      throws IOException, InterruptedException {
    int port = Integer.parseInt(arguments.get(0));
    Relay relay = Relay.start("muster-relay");
    relay.listen(
        new InetSocketAddress(Subnet.SWITCH, port),
        Route.To.plainly(UnixDomainSocketAddress.of(arguments.get(1))));
    relay.listen(UnixDomainSocketAddress.of(arguments.get(2)), new Route.AsAsked());
    MetadataTokens tokens = new MetadataTokens(clock, random);
    MetadataService service =
        MetadataService.start(
            new InetSocketAddress(Subnet.METADATA, HTTP), Path.of(arguments.get(3)), tokens);
    assert service.port() == HTTP;
    serving.run();
    new CountDownLatch(1).await();
  }
}
