package org.muster.agent.app;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muster.agent.step.DurableFile;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Facts;

/** Measures the node: what its user-data does not say. */
final class NodeFacts {
  private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s+(\\d+) kB");
  private static final long KIB_PER_MIB = 1024;

  private final Path proc;

  NodeFacts(Path proc) {
    this.proc = proc;
  }

  Facts measure(AgentConfig config, int processors) {
    AgentConfig.Measured told = config.measured();
    String address =
        told.address().orElseGet(() -> addressTowards(config.link().coordinators().get(0)));
    String hostName =
        told.hostName()
            .orElseGet(() -> told.isolation().equals("process") ? address : kernel("hostname"));
    return new Facts(
        told.bootId().orElseGet(() -> kernel("random/boot_id")),
        hostName,
        address,
        told.isolation(),
        told.memoryMb().orElseGet(this::memoryMb),
        told.cores().orElse(processors),
        told.dataDirs(),
        told.portOffset(),
        told.instanceType(),
        Runtime.version().toString(),
        told.publicAddress());
  }

  private String kernel(String name) {
    return DurableFile.read(proc.resolve("sys/kernel/" + name))
        .map(String::strip)
        .orElse("unknown");
  }

  private long memoryMb() {
    Optional<String> meminfo = DurableFile.read(proc.resolve("meminfo"));
    Matcher total = TOTAL.matcher(meminfo.orElse(""));
    if (!total.find()) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT, "measuring the memory: /proc/meminfo has no MemTotal");
    }
    return Long.parseLong(total.group(1)) / KIB_PER_MIB;
  }

  /** The kernel knows which of our addresses would be used; nothing is sent. */
  private static String addressTowards(URI coordinator) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(
          new InetSocketAddress(coordinator.getHost(), Math.max(1, coordinator.getPort())));
      InetAddress local = socket.getLocalAddress();
      return local.getHostAddress();
    } catch (SocketException e) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT,
          "finding this node's address: no route to %s; set address in the configuration"
              .formatted(coordinator),
          e);
    }
  }
}
