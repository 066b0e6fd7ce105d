package org.muster.coordinator.provider.ec2;

import java.util.Map;
import java.util.TreeMap;
import org.muster.coordinator.core.spec.ProviderSpec;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.coordinator.provider.NodeOrder;
import org.muster.coordinator.provider.Orders;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** What is said to EC2, and by it, in the tests of this package. */
final class Spoken {
  static final Tags TAGS = new Tags("0123456789abcdef0123456789abcdef");

  private Spoken() {}

  static LaunchOrder order(int workers, Map<String, String> provider) {
    return order(Orders.launch(1, "l1", workers, provider), Map.of());
  }

  /** The same with settings of the workers' group. */
  static LaunchOrder order(LaunchOrder plain, Map<String, String> ofWorkers) {
    return new LaunchOrder(
        plain.cluster(),
        plain.incarnation(),
        plain.launch(),
        new ProviderSpec("ec2", "machine", plain.provider().settings()),
        plain.nodes().stream().map(node -> with(node, ofWorkers)).toList(),
        plain.join());
  }

  private static NodeOrder with(NodeOrder node, Map<String, String> ofWorkers) {
    return node.node().equals(Orders.MASTER)
        ? node
        : new NodeOrder(
            node.node(), node.role(), node.type(), node.index(), new TreeMap<>(ofWorkers));
  }

  static Refusal refusal(String action, int status, String word, String sentence) {
    return new Refusal(
        action,
        "eu-central-1",
        Ec2Exception.builder()
            .statusCode(status)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(word).errorMessage(sentence).build())
            .build());
  }
}
