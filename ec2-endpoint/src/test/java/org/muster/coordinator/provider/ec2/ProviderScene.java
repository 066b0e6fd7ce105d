package org.muster.coordinator.provider.ec2;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.muster.coordinator.provider.Incarnation;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.coordinator.provider.Orders;
import org.muster.coordinator.provider.Provider;
import org.muster.ec2.Ec2Endpoint;
import org.muster.ec2.Scene;
import org.muster.ec2.books.InstanceEntry;
import org.muster.ec2.books.Pace;
import org.muster.ec2.books.Region;
import org.muster.ec2.fault.FaultPlan;
import org.muster.protocol.NodeId;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * The real provider with the real SDK, which retries without a pause, at a region whose time passes
 * while the provider waits.
 */
final class ProviderScene {
  static final String PIN = "sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

  // To end the SDK's connections takes it two seconds: all tests have them in common.
  private static final Clients CLIENTS =
      new Clients(
          connection -> Scene.credentials(),
          Retries.strategy(BackoffStrategy.retryImmediately(), BackoffStrategy.retryImmediately()));

  private final Scene scene;
  private final Provider provider;

  ProviderScene(Pace pace) {
    scene = new Scene(pace);
    provider = restarted();
  }

  Provider provider() {
    return provider;
  }

  /** Another coordinator of the same installation, which remembers nothing. */
  Provider restarted() {
    return new Ec2Provider(PIN, scene::pass, scene::now, CLIENTS);
  }

  /** One of somebody else's. */
  Provider stranger() {
    return new Ec2Provider(PIN + "another", scene::pass, scene::now, CLIENTS);
  }

  Region region() {
    return scene.region;
  }

  FaultPlan faults() {
    return scene.faults();
  }

  Scene scene() {
    return scene;
  }

  /** What a spec has to say, with more. */
  Map<String, String> settings(String... more) {
    Map<String, String> all = new TreeMap<>();
    all.put("region", Scene.REGION);
    all.put("image", Scene.IMAGE);
    all.put("endpoint_url", scene.served().url().toString());
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  LaunchOrder order(int workers, String... more) {
    return Orders.launch(1, "l1", workers, settings(more));
  }

  Incarnation life() {
    return order(0).life();
  }

  /** What ends a cluster, as the coordinator does it. */
  void destroy(Provider by, Incarnation life, Collection<String> known) {
    List<String> all =
        new ArrayList<>(by.list(life).stream().map(each -> each.instance()).toList());
    all.addAll(known);
    by.terminate(life, all);
    by.forget(life);
  }

  List<String> living() {
    return region().living().stream().map(InstanceEntry::id).toList();
  }

  /** The security groups that are not the networks' own. */
  List<String> groups() {
    return region().groups().there().stream()
        .map(each -> each.name())
        .filter(name -> !name.equals("default"))
        .toList();
  }

  List<Ec2Endpoint.Answered> answered() {
    return scene.served().answered();
  }

  long calls(String action) {
    return answered().stream().filter(each -> each.action().equals(action)).count();
  }

  static List<String> ids(Map<NodeId, String> launched) {
    return List.copyOf(launched.values());
  }
}
