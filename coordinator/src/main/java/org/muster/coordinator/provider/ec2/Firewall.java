package org.muster.coordinator.provider.ec2;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.muster.coordinator.provider.Incarnation;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * The security group of one life of a cluster: its instances reach each other, and nobody else
 * reaches them but whom the user lets in.
 */
record Firewall(Api api, Tags tags, Incarnation life, Patience patience) {
  private static final String DUPLICATE_GROUP = "InvalidGroup.Duplicate";
  private static final String DUPLICATE_RULE = "InvalidPermission.Duplicate";
  static final String NO_GROUP = "InvalidGroup.NotFound";
  private static final String IN_USE = "DependencyViolation";

  Firewall {
    requireNonNull(api, "api is null");
    requireNonNull(tags, "tags is null");
    requireNonNull(life, "life is null");
    requireNonNull(patience, "patience is null");
  }

  /**
   * The ids of the groups that instances are put into; the cluster's own is made when it is not
   * there.
   *
   * @param subnet one that instances are put into; empty for the default network
   */
  List<String> groups(FirewallWish wish, Optional<String> subnet) {
    List<String> all = new ArrayList<>(wish.inPlace());
    if (wish.makesOne()) {
      all.add(own(wish, subnet));
    }
    all.addAll(wish.besides());
    return all;
  }

  private String own(FirewallWish wish, Optional<String> subnet) {
    String id = find().map(SecurityGroup::groupId).orElseGet(() -> create(subnet));
    // Also of one that was there: who made it may have died before it had rules.
    allow(
        id,
        IpPermission.builder()
            .ipProtocol("-1")
            .userIdGroupPairs(UserIdGroupPair.builder().groupId(id).build())
            .build());
    for (FirewallWish.Opening opening : wish.inbound()) {
      allow(
          id,
          IpPermission.builder()
              .ipProtocol("tcp")
              .fromPort(opening.from())
              .toPort(opening.to())
              .ipRanges(
                  IpRange.builder()
                      .cidrIp(opening.cidr())
                      .description("opened in the cluster file")
                      .build())
              .build());
    }
    return id;
  }

  private Optional<SecurityGroup> find() {
    return all().stream().findFirst();
  }

  private List<SecurityGroup> all() {
    return api.securityGroups(tags.filters(life));
  }

  private String name() {
    return "muster-%s-%s-%d"
        .formatted(tags.installation().substring(0, 8), life.cluster(), life.number());
  }

  private String create(Optional<String> subnet) {
    Map<String, String> marks = new TreeMap<>(tags.of(life));
    marks.put("Name", name());
    CreateSecurityGroupRequest.Builder request =
        CreateSecurityGroupRequest.builder()
            .groupName(name())
            .description("Nodes of the Muster cluster %s".formatted(life.cluster()))
            .tagSpecifications(Tags.on(ResourceType.SECURITY_GROUP, marks));
    Optional<String> network = subnet.flatMap(this::networkOf);
    network.ifPresent(request::vpcId);
    try {
      return api.createSecurityGroup(request.build());
    } catch (Refusal refusal) {
      if (!refusal.is(DUPLICATE_GROUP)) {
        throw refusal;
      }
      // An earlier call made it, and its answer was lost, or its description is late.
      return patience.until(this::find).map(SecurityGroup::groupId).orElseThrow(this::foreign);
    }
  }

  private MusterException foreign() {
    return new MusterException(
        ErrorCode.CONFLICT,
        "EC2 (%s) has a security group '%s' already that does not bear the tags of this cluster; remove or rename it"
            .formatted(api.place(), name()));
  }

  private Optional<String> networkOf(String subnet) {
    return api.subnets(List.of(subnet)).stream().map(found -> found.vpcId()).findFirst();
  }

  private void allow(String id, IpPermission rule) {
    AuthorizeSecurityGroupIngressRequest request =
        AuthorizeSecurityGroupIngressRequest.builder().groupId(id).ipPermissions(rule).build();
    Optional<Boolean> done = patience.until(() -> allowed(request));
    if (done.isEmpty()) {
      throw new MusterException(
          ErrorCode.PROVIDER_FAILED,
          "EC2 (%s) does not know its own new security group %s; it is tried again"
              .formatted(api.place(), id));
    }
  }

  private Optional<Boolean> allowed(AuthorizeSecurityGroupIngressRequest request) {
    try {
      api.authorizeIngress(request);
    } catch (Refusal refusal) {
      if (refusal.is(NO_GROUP)) {
        return Optional.empty(); // it was made a moment ago
      }
      if (!refusal.is(DUPLICATE_RULE)) {
        throw refusal;
      }
    }
    return Optional.of(true);
  }

  /** What has become of the group. */
  enum Removal {
    /** None is described: it never was, was removed before, or is not shown yet. */
    NONE,
    /** So that no instance is in it either. */
    REMOVED,
    IN_USE
  }

  /** It stays while an instance is in it. */
  Removal remove() {
    Removal removal = Removal.NONE;
    for (SecurityGroup group : all()) {
      if (!remove(group.groupId())) {
        return Removal.IN_USE;
      }
      removal = Removal.REMOVED;
    }
    return removal;
  }

  private boolean remove(String id) {
    try {
      api.deleteSecurityGroup(id);
    } catch (Refusal refusal) {
      if (refusal.is(IN_USE)) {
        return false;
      }
      if (!refusal.is(NO_GROUP)) {
        throw refusal;
      }
    }
    return true;
  }
}
