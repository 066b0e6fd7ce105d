package org.muster.coordinator.provider.ec2;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** The calls of EC2 that we make. Each waits for its answer, and fails with a {@link Refusal}. */
final class Api implements AutoCloseable {
  private static final int PAGE = 500;
  // EC2 advises to end at most so many at once, and takes no more values in a filter.
  private static final int MOST_AT_ONCE = 200;

  private final Ec2AsyncClient client;
  private final String place;

  Api(Ec2AsyncClient client, String place) {
    this.client = client;
    this.place = place;
  }

  String place() {
    return place;
  }

  List<Instance> runInstances(RunInstancesRequest request) {
    return answer("RunInstances", client.runInstances(request)).instances();
  }

  /** On all pages, whatever their states. */
  List<Instance> instances(List<Filter> filters) {
    return reservations(filters).stream().flatMap(each -> each.instances().stream()).toList();
  }

  /** Those that are described of some, whosever they are. */
  List<Instance> instancesOf(Collection<String> ids) {
    List<Instance> all = new ArrayList<>();
    for (List<String> some : parts(ids)) {
      all.addAll(instances(List.of(Tags.filter("instance-id", some.toArray(String[]::new)))));
    }
    return all;
  }

  /** The same with whose they are. */
  List<Reservation> reservations(List<Filter> filters) {
    List<Reservation> all = new ArrayList<>();
    String next = null;
    do {
      String from = next;
      DescribeInstancesResponse page =
          answer(
              "DescribeInstances",
              client.describeInstances(r -> r.filters(filters).maxResults(PAGE).nextToken(from)));
      all.addAll(page.reservations());
      next = page.nextToken();
    } while (next != null && !next.isEmpty());
    return all;
  }

  void terminate(Collection<String> ids) {
    for (List<String> some : parts(ids)) {
      answer("TerminateInstances", client.terminateInstances(r -> r.instanceIds(some)));
    }
  }

  void stop(Collection<String> ids) {
    for (List<String> some : parts(ids)) {
      answer("StopInstances", client.stopInstances(r -> r.instanceIds(some)));
    }
  }

  void start(Collection<String> ids) {
    for (List<String> some : parts(ids)) {
      answer("StartInstances", client.startInstances(r -> r.instanceIds(some)));
    }
  }

  private static List<List<String>> parts(Collection<String> ids) {
    List<String> all = List.copyOf(ids);
    List<List<String>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
      parts.add(all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE)));
    }
    return parts;
  }

  List<SecurityGroup> securityGroups(List<Filter> filters) {
    List<SecurityGroup> all = new ArrayList<>();
    String next = null;
    do {
      String from = next;
      DescribeSecurityGroupsResponse page =
          answer(
              "DescribeSecurityGroups",
              client.describeSecurityGroups(
                  r -> r.filters(filters).maxResults(PAGE).nextToken(from)));
      all.addAll(page.securityGroups());
      next = page.nextToken();
    } while (next != null && !next.isEmpty());
    return all;
  }

  /** Answers its id. */
  String createSecurityGroup(CreateSecurityGroupRequest request) {
    return answer("CreateSecurityGroup", client.createSecurityGroup(request)).groupId();
  }

  void authorizeIngress(AuthorizeSecurityGroupIngressRequest request) {
    answer("AuthorizeSecurityGroupIngress", client.authorizeSecurityGroupIngress(request));
  }

  void deleteSecurityGroup(String id) {
    answer("DeleteSecurityGroup", client.deleteSecurityGroup(r -> r.groupId(id)));
  }

  List<Subnet> subnets(List<String> ids) {
    return answer("DescribeSubnets", client.describeSubnets(r -> r.subnetIds(ids))).subnets();
  }

  /** The account's own images of this name. */
  List<Image> ownImages(String name) {
    return answer(
            "DescribeImages",
            client.describeImages(r -> r.owners("self").filters(Tags.filter("name", name))))
        .images();
  }

  List<Image> image(String id) {
    return answer("DescribeImages", client.describeImages(r -> r.imageIds(id))).images();
  }

  private <T> T answer(String action, CompletableFuture<T> call) {
    try {
      return call.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AwsServiceException refused) {
        throw new Refusal(action, place, refused);
      }
      throw unanswered(action, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MusterException(
          ErrorCode.PROVIDER_FAILED, "the coordinator ends before EC2 answered " + action, e);
    }
  }

  private MusterException unanswered(String action, Throwable cause) {
    String said = String.valueOf(cause.getMessage());
    if (said.contains("credentials")) {
      return new MusterException(
          ErrorCode.ENVIRONMENT,
          "there are no AWS credentials for ec2:%s (%s); give the coordinator some (AWS_PROFILE, a role of its instance), and start it again"
              .formatted(action, said),
          cause);
    }
    return new MusterException(
        ErrorCode.PROVIDER_FAILED,
        "EC2 (%s) gave no answer to %s: %s; see that the coordinator gets there"
            .formatted(place, action, said),
        cause);
  }

  @Override
  public void close() {
    client.close();
  }
}
