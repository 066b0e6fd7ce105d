package org.muster.ec2.books;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.muster.ec2.DocumentSigner;
import org.muster.ec2.Machines;
import org.muster.ec2.query.Ec2Refusal;

/**
 * One region of one account: all that there is in it. Calls are answered one after the other, with
 * the lock held that is this object.
 */
public final class Region {
  /** What every region begins with. */
  private static final String NETWORK = "vpc-0default";

  private static final String PARAMETER = "resolve:ssm:";

  private static final List<String> ZONES = List.of("a", "b", "c");

  private final Nature nature;
  private final Ids ids;
  private final Lifecycle lifecycle;
  private final Images images;
  private final Snapshots snapshots;
  private final Volumes volumes;
  private final Map<String, String> imageParameters = new LinkedHashMap<>();
  private final Map<String, SubnetEntry> subnets = new LinkedHashMap<>();
  private final Groups groups;
  private final Keys keys;
  private final Map<String, InstanceEntry> instances = new LinkedHashMap<>();
  private final Map<String, Token> tokens = new LinkedHashMap<>();

  /**
   * What a region is.
   *
   * @param clock tells what time it is at EC2
   * @param seed of its ids
   */
  public record Nature(
      String name,
      String account,
      InstantSource clock,
      Pace pace,
      DocumentSigner signer,
      long seed) {
    public Nature {
      requireNonNull(name, "name is null");
      requireNonNull(account, "account is null");
      requireNonNull(clock, "clock is null");
      requireNonNull(pace, "pace is null");
      requireNonNull(signer, "signer is null");
    }
  }

  private record Token(Object wish, List<InstanceEntry> made) {}

  /**
   * A region with a default network that has a subnet in each of three zones, and no images.
   *
   * @param executor what waits for machines
   */
  public Region(Nature nature, Machines machines, Executor executor) {
    this.nature = nature;
    this.ids = new Ids(nature.seed());
    this.groups = new Groups(this, ids);
    this.keys = new Keys(this, ids);
    this.lifecycle = new Lifecycle(nature, machines, executor, this);
    this.images = new Images(this, ids, lifecycle);
    this.snapshots = new Snapshots(this);
    this.volumes = new Volumes(this);
    for (int i = 0; i < ZONES.size(); i++) {
      addSubnet("subnet-0" + ZONES.get(i), NETWORK, ZONES.get(i), "172." + (31 + i), true);
    }
  }

  public Nature nature() {
    return nature;
  }

  public String network() {
    return NETWORK;
  }

  /** An image of the account's own. */
  public synchronized void addImage(String id, String name) {
    addImage(id, name, nature.account());
  }

  public synchronized void addImage(String id, String name, String owner) {
    images.give(id, name, owner);
  }

  /** What {@code resolve:ssm:NAME} stands for. */
  public synchronized void addImageParameter(String name, String imageId) {
    imageParameters.put(name, imageId);
  }

  /**
   * A subnet.
   *
   * @param zone its letter
   * @param prefix the first half of its addresses
   */
  public synchronized void addSubnet(
      String id, String network, String zone, String prefix, boolean isDefault) {
    subnets.put(
        id,
        new SubnetEntry(
            id, nature.clock().instant(), network, nature.name() + zone, prefix, isDefault));
  }

  public String nextRequest() {
    return ids.request();
  }

  /** What time it is. */
  public Instant now() {
    return nature.clock().instant();
  }

  /** The time that descriptions are of. */
  public Instant view() {
    return now().minus(nature.pace().descriptions());
  }

  /** What was made until then is known to calls that change something. */
  Instant knowledge() {
    return now().minus(nature.pace().knowledge());
  }

  /** As calls know it that change something. */
  boolean isKnown(Resource resource) {
    return !resource.madeAt().isAfter(knowledge());
  }

  boolean isOurs(ImageEntry image) {
    return image.owner().equals(nature.account());
  }

  boolean isOurs(SnapshotEntry snapshot) {
    return snapshot.origin().owner().equals(nature.account());
  }

  public Images images() {
    return images;
  }

  public Snapshots snapshots() {
    return snapshots;
  }

  public Volumes volumes() {
    return volumes;
  }

  public synchronized Collection<SubnetEntry> subnets() {
    return List.copyOf(subnets.values());
  }

  /** All that there ever were and that are there now, whatever descriptions show. */
  public synchronized List<InstanceEntry> instances() {
    return List.copyOf(instances.values());
  }

  /** Those of them that cost money. */
  public synchronized List<InstanceEntry> living() {
    return instances.values().stream().filter(each -> !each.stateAt(now()).isOver()).toList();
  }

  public Groups groups() {
    return groups;
  }

  public Keys keys() {
    return keys;
  }

  /** What instances are to be started from: an image's id, or the name of a parameter. */
  public ImageEntry image(String id) {
    if (!id.startsWith(PARAMETER)) {
      return images.usable(id);
    }
    String parameter = id.substring(PARAMETER.length());
    String found = imageParameters.get(parameter);
    if (found == null) {
      throw Ec2Refusal.of("ParameterNotFound", "The parameter '%s' does not exist", parameter);
    }
    return images.usable(found);
  }

  public SubnetEntry subnet(String id) {
    SubnetEntry subnet = subnets.get(id);
    if (subnet == null) {
      throw Ec2Refusal.of("InvalidSubnetID.NotFound", "The subnet ID '%s' does not exist", id);
    }
    return subnet;
  }

  /** Of the default network. */
  public SubnetEntry subnetIn(Optional<String> zone) {
    return subnets.values().stream()
        .filter(each -> each.isDefault() && zone.map(each.zone()::equals).orElse(true))
        .findFirst()
        .orElseThrow(
            () ->
                zone.map(
                        name ->
                            Ec2Refusal.of(
                                "InvalidParameterValue", "Invalid availability zone: [%s]", name))
                    .orElseGet(
                        () ->
                            Ec2Refusal.of(
                                "VPCIdNotSpecified",
                                "No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.")));
  }

  /** Those that are described, in the order of their making. */
  public List<InstanceEntry> shownInstances() {
    return instances.values().stream().filter(each -> each.isThere(view())).toList();
  }

  /** As calls know them that change something: all, or none of it is done. */
  public List<InstanceEntry> known(List<String> wanted) {
    if (wanted.isEmpty()) {
      throw Ec2Refusal.missing("InstanceId");
    }
    return found(
        wanted,
        instances.values().stream().filter(each -> isKnown(each) && each.isThere(now())).toList());
  }

  /** Those of some instances that have these ids. */
  public static List<InstanceEntry> found(List<String> wanted, List<InstanceEntry> among) {
    Map<String, InstanceEntry> byId = new LinkedHashMap<>();
    among.forEach(each -> byId.put(each.id(), each));
    for (String id : wanted) {
      if (!id.matches("i-([0-9a-f]{8}|[0-9a-f]{17})")) {
        throw Ec2Refusal.of("InvalidInstanceID.Malformed", "Invalid id: \"%s\"", id);
      }
    }
    List<String> unknown = wanted.stream().filter(id -> !byId.containsKey(id)).toList();
    if (!unknown.isEmpty()) {
      throw Ec2Refusal.of(
          "InvalidInstanceID.NotFound",
          unknown.size() == 1
              ? "The instance ID '%s' does not exist"
              : "The instance IDs '%s' do not exist",
          String.join(", ", unknown));
    }
    return wanted.stream().distinct().map(byId::get).toList();
  }

  /**
   * Starts instances, or answers what an earlier call with the same token started.
   *
   * @param spoken what was asked for, word by word: a token belongs to it alone
   */
  public List<InstanceEntry> run(RunWish wish, int count, Object spoken) {
    Optional<Token> earlier = wish.clientToken().map(tokens::get);
    if (earlier.isPresent()) {
      if (!earlier.get().wish().equals(spoken)) {
        throw mismatch();
      }
      return earlier.get().made();
    }
    String reservation = ids.next("r");
    List<InstanceEntry> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<VolumeEntry> volumes =
          Devices.of(wish).stream()
              .map(each -> new VolumeEntry(ids.next("vol"), now(), each, wish.volumeTags()))
              .toList();
      made.add(new InstanceEntry(ids.next("i"), now(), reservation, i, wish, volumes));
    }
    wish.clientToken().ifPresent(token -> tokens.put(token, new Token(spoken, List.copyOf(made))));
    made.forEach(each -> instances.put(each.id(), each));
    made.forEach(lifecycle::boot);
    return made;
  }

  static Ec2Refusal mismatch() {
    return Ec2Refusal.of(
        "IdempotentParameterMismatch",
        "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).");
  }

  public void terminate(InstanceEntry instance) {
    lifecycle.terminate(instance);
  }

  public void stop(InstanceEntry instance) {
    lifecycle.stop(instance);
  }

  public void start(InstanceEntry instance) {
    lifecycle.start(instance);
  }

  public void reboot(InstanceEntry instance) {
    lifecycle.reboot(instance);
  }

  /** Tells a spot instance what is to come. */
  public synchronized void notice(String instance, Machines.Notice notice) {
    lifecycle.notice(instances.get(instance), notice);
  }

  /** Changes the tags of something; a null value takes one away. */
  public void tag(Resource resource, Map<String, Optional<String>> changes) {
    changes.forEach(
        (key, value) ->
            value.ifPresentOrElse(
                text -> resource.tag(Map.of(key, text)), () -> resource.untag(key)));
    if (resource instanceof InstanceEntry instance) {
      lifecycle.retag(instance);
    }
  }

  /** What has tags, as calls know it that change them. */
  public Resource resource(String id) {
    return Stream.of(
            images.there().stream(),
            snapshots.there().stream(),
            subnets.values().stream(),
            groups.there().stream(),
            keys.there().stream(),
            instances.values().stream(),
            instances.values().stream().flatMap(each -> each.volumes().stream()))
        .flatMap(each -> each)
        .map(Resource.class::cast)
        .filter(each -> each.id().equals(id) && isKnown(each) && each.isThere(now()))
        .findFirst()
        .orElseThrow(() -> Unknown.of(id));
  }
}
