package org.muster.coordinator.provider.ec2;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.coordinator.provider.UserData;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * The user-data of instances: what their agents need to join, as one line that is a comment to
 * everybody else, and what the user wants to run at boot.
 */
final class JoinText {
  static final String MARK = "# muster-agent: ";
  private static final int LIMIT = 16 * 1024;
  // cloud-init wants to know what a text is, and complains of one that it does not know.
  private static final String NOTHING = "#cloud-config\n";

  private JoinText() {}

  static String of(LaunchOrder order, String own) {
    String line =
        MARK + new UserData(order.cluster(), order.launch(), order.join()).line(told(order));
    String text = own.isEmpty() ? NOTHING : own;
    int end = text.indexOf('\n');
    // The first line says what the text is, so ours is the second.
    return end < 0
        ? "%s\n%s\n".formatted(text, line)
        : "%s\n%s\n%s".formatted(text.substring(0, end), line, text.substring(end + 1));
  }

  private static Map<String, ?> told(LaunchOrder order) {
    Map<String, Object> told = new TreeMap<>();
    told.put("isolation", "machine");
    told.put("root", "");
    told.put("state", "/var/lib/muster");
    told.put("showsIdentity", order.provider().asksForIdentity());
    told.put("closesMetadata", !"all".equals(order.provider().settings().get("metadata")));
    return told;
  }

  static String encoded(LaunchOrder order, String own) {
    byte[] bytes = of(order, own).getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LIMIT) {
      throw new MusterException(
          ErrorCode.INVALID_INPUT,
          "user_data is too long: with the join data it has %d bytes, and EC2 takes %d; let it fetch the rest"
              .formatted(bytes.length, LIMIT));
    }
    return Base64.getEncoder().encodeToString(bytes);
  }
}
