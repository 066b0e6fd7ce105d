package org.muster.coordinator.provider.ec2;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.muster.coordinator.core.membership.InstanceRecord;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.view.EntranceView;
import org.muster.coordinator.provider.Incarnation;
import org.muster.coordinator.provider.InstanceState;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.coordinator.provider.Provider;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.NodeId;
import org.muster.protocol.Sha256;
import org.muster.time.Pause;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * Instances of EC2. It keeps nothing of its own: what there is, is found by its tags. It waits for
 * no status check; that an agent joins is the sign.
 */
public final class Ec2Provider implements Provider, AutoCloseable {
  private static final int INSTALLATION_DIGITS = 32;
  private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]");

  private final Clients clients;
  private final Tags tags;
  private final Pause pause;
  private final Witness witness;

  /**
   * Calls nobody yet.
   *
   * @param caPin of the authority that this installation's agents trust; clusters of others are
   *     left alone
   */
  public Ec2Provider(String caPin, Pause pause, InstantSource clock) {
    this(caPin, pause, clock, new Clients(Clients::usualCredentials, Retries.strategy()));
  }

  Ec2Provider(String caPin, Pause pause, InstantSource clock, Clients clients) {
    this.tags =
        new Tags(
            Sha256.of(caPin.getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, INSTALLATION_DIGITS));
    this.pause = pause;
    this.witness = new Witness(clock);
    this.clients = clients;
  }

  @Override
  public Map<NodeId, String> launch(LaunchOrder order) {
    refuseLoopback(order);
    return told(
        () ->
            new Launching(
                    clients.of(order.provider()), tags, order, Patience.withDescriptions(pause))
                .run());
  }

  /** Instances would wait for minutes for a coordinator that is not there. */
  private static void refuseLoopback(LaunchOrder order) {
    boolean isReal = Connection.of(order.provider().settings()).endpoint().isEmpty();
    boolean isUnreachable =
        order.join().coordinators().stream()
            .allMatch(it -> LOOPBACK.contains(it.getHost()) || it.getHost().startsWith("127."));
    if (isReal && isUnreachable) {
      throw new MusterException(
          ErrorCode.INVALID_INPUT,
          "instances of EC2 cannot reach this coordinator at %s; let it listen where they can: agents.listen and agents.advertise, see docs/coordinator.md"
              .formatted(order.join().coordinators()));
    }
  }

  @Override
  public void terminate(Incarnation cluster, Collection<String> instances) {
    run(() -> machines(cluster).terminate(instances));
  }

  @Override
  public List<InstanceState> list(Incarnation cluster) {
    return told(() -> machines(cluster).there().stream().map(Ec2Provider::state).toList());
  }

  private static InstanceState state(Instance instance) {
    return new InstanceState(
        instance.instanceId(),
        Instances.isOn(instance) ? InstanceState.State.RUNNING : InstanceState.State.STOPPED);
  }

  @Override
  public Optional<InstanceRecord> witness(Incarnation cluster, String instance) {
    return told(
        () ->
            witness.find(
                cluster,
                instance,
                () -> clients.of(cluster.provider()).reservations(tags.filters(cluster))));
  }

  @Override
  public EntranceView entrance(Incarnation cluster, NodeId node, String instance) {
    return new EntranceView(
        EntranceView.Kind.INSTANCE,
        Connection.of(cluster.provider().settings()).region().orElse(""),
        instance);
  }

  @Override
  public void stop(Incarnation cluster, Collection<String> instances) {
    run(() -> machines(cluster).stop(instances));
  }

  @Override
  public void start(Incarnation cluster, Collection<String> instances) {
    run(() -> machines(cluster).start(instances));
  }

  /**
   * Nothing is left when the cluster's security group could be removed, since it is in use until
   * the last instance is quite gone. Where no group is shown, it takes some looks.
   */
  @Override
  public void forget(Incarnation cluster) {
    witness.forget(cluster);
    Remains remains =
        new Remains(
            machines(cluster),
            new Firewall(
                clients.of(cluster.provider()), tags, cluster, Patience.withDescriptions(pause)));
    if (!told(remains::remove)) {
      throw new MusterException(
          ErrorCode.PROVIDER_FAILED,
          "the security group of cluster '%s' is still in use; if by something that is not the cluster's, take it out of the group"
              .formatted(cluster.cluster()));
    }
  }

  @Override
  public List<String> check(ClusterSpec spec) {
    return SettingsCheck.mistakes(spec);
  }

  private Instances machines(Incarnation cluster) {
    return new Instances(
        clients.of(cluster.provider()), tags, cluster, Patience.withMachines(pause));
  }

  private static void run(Runnable work) {
    boolean done =
        told(
            () -> {
              work.run();
              return true;
            });
    assert done;
  }

  private static <T> T told(Supplier<T> work) {
    try {
      return work.get();
    } catch (Refusal refusal) {
      throw refusal.told();
    }
  }

  /** Ends the connections; only who makes providers in turn needs it. */
  @Override
  public void close() {
    clients.close();
  }
}
