package org.muster.coordinator.provider.fixed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.spec.ProviderSpec;
import org.muster.coordinator.provider.ImageBuilding;
import org.muster.coordinator.provider.Incarnation;
import org.muster.coordinator.provider.InstanceState;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.coordinator.provider.PrivateFile;
import org.muster.coordinator.provider.Provider;
import org.muster.coordinator.provider.UserData;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;
import org.muster.protocol.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Machines that somebody else boots, by hand or with another tool. It writes what they have to be
 * told to join; which machine becomes which node is decided when it comes.
 */
public final class FixedProvider implements Provider {
  private static final Logger log = LoggerFactory.getLogger(FixedProvider.class);
  private static final String STATE = "/var/lib/muster";

  private final Path home;

  /**
   * Prepares nothing yet.
   *
   * @param home of Muster; join data is kept below {@code clusters} in it
   */
  public FixedProvider(Path home) {
    this.home = home.toAbsolutePath().normalize();
  }

  @Override
  public Map<NodeId, String> launch(LaunchOrder order) {
    Path file = joinDataFile(order.cluster());
    UserData userData = new UserData(order.cluster(), order.launch(), order.join());
    try {
      Files.createDirectories(
          file.getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      PrivateFile.replace(
          file, userData.json(Map.of("isolation", "machine", "root", "", "state", STATE)));
    } catch (IOException e) {
      throw failed("writing the join data", file, e);
    }
    log.info(
        "cluster '{}' waits for {} machines: give each of them what 'muster join-data {}' prints (it is"
            + " in {}) as {}/agent.json, and start its agent",
        order.cluster(),
        order.nodes().size(),
        order.cluster(),
        file,
        STATE);
    Map<NodeId, String> instances = new LinkedHashMap<>();
    order.nodes().forEach(node -> instances.put(node.node(), ""));
    return instances;
  }

  @Override
  public Optional<String> joinData(ClusterName cluster) {
    try {
      return PrivateFile.read(joinDataFile(cluster));
    } catch (IOException e) {
      throw failed("reading the join data", joinDataFile(cluster), e);
    }
  }

  @Override
  public void terminate(Incarnation cluster, Collection<String> instances) {
    tell("end", cluster.cluster(), instances);
  }

  /** Nobody here knows what machines there are. */
  @Override
  public List<InstanceState> list(Incarnation cluster) {
    return List.of();
  }

  @Override
  public void stop(Incarnation cluster, Collection<String> instances) {
    tell("stop", cluster.cluster(), instances);
  }

  @Override
  public void start(Incarnation cluster, Collection<String> instances) {
    tell("start", cluster.cluster(), instances);
  }

  @Override
  public void forget(Incarnation cluster) {
    Path file = joinDataFile(cluster.cluster());
    try {
      boolean wasThere = Files.deleteIfExists(file);
      if (wasThere && isEmpty(file.getParent())) {
        Files.delete(file.getParent());
      }
    } catch (IOException e) {
      throw failed("removing the join data", file, e);
    }
  }

  @Override
  public List<String> check(ClusterSpec spec) {
    List<String> mistakes = new ArrayList<>(ImageBuilding.mistakes(spec));
    spec.provider().settings().keySet().stream()
        .filter(name -> !name.equals(ProviderSpec.BUILDS_IMAGE))
        .map(
            name ->
                "the static provider has no setting '%s', since the machines are yours; remove it"
                    .formatted(name))
        .forEach(mistakes::add);
    return mistakes;
  }

  private static void tell(String what, ClusterName cluster, Collection<String> instances) {
    if (!instances.isEmpty()) {
      log.warn(
          "the machines of cluster '{}' are yours, so {} them yourself: {}",
          cluster,
          what,
          String.join(", ", instances));
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  private Path joinDataFile(ClusterName cluster) {
    return home.resolve("clusters").resolve(cluster.value()).resolve("join.json");
  }

  private static MusterException failed(String gerund, Path file, IOException e) {
    return new MusterException(
        ErrorCode.PROVIDER_FAILED,
        "%s %s: %s; see that the disk has space and the folder is yours".formatted(gerund, file, e),
        e);
  }
}
