package org.muster.coordinator.link.ca;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;
import org.muster.protocol.LaunchId;

/**
 * Derives the join token of each launch from one secret of this installation, so that a launch call
 * that is repeated after a crash carries the same token, and no token has to be stored.
 */
public final class LaunchTokens {
  private static final int SECRET_BYTES = 32;
  private static final String SECRET_FILE = "secret";
  private static final String PURPOSE = "muster-launch-v1";
  private static final String HMAC = "HmacSHA256";

  private final SecretKeySpec secret;

  private LaunchTokens(byte[] secret) {
    this.secret = new SecretKeySpec(secret, HMAC);
  }

  /** With a secret that is kept elsewhere. */
  public static LaunchTokens of(byte[] secret) {
    return new LaunchTokens(secret);
  }

  /** Opens the secret below the home of the coordinator, or makes it. */
  public static LaunchTokens open(Path home, SecureRandom random) {
    Path directory = home.resolve("ca").resolve("launch");
    PrivateDirectory files = PrivateDirectory.open(directory, () -> made(random));
    try {
      byte[] secret = Base64.getDecoder().decode(files.read(SECRET_FILE).strip());
      if (secret.length == SECRET_BYTES) {
        return new LaunchTokens(secret);
      }
    } catch (IllegalArgumentException e) {
      throw damaged(directory, e);
    }
    throw damaged(directory, null);
  }

  /** The token that admits the nodes of one launch call: Base64 for URLs. */
  public String derive(ClusterName cluster, String incarnation, LaunchId launch) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    append(message, PURPOSE);
    append(message, cluster.value());
    append(message, incarnation);
    append(message, launch.value());
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(secret);
      byte[] token = mac.doFinal(message.toByteArray());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("deriving a join token", e);
    }
  }

  // Each field behind its length, so that no two launches share a message.
  private static void append(ByteArrayOutputStream message, String field) {
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    message.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    message.writeBytes(bytes);
  }

  private static Map<String, String> made(SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return Map.of(SECRET_FILE, Base64.getEncoder().encodeToString(secret) + "\n");
  }

  private static MusterException damaged(Path directory, Exception cause) {
    return new MusterException(
        ErrorCode.STORAGE_FAILED,
        "the secret in %s is damaged; put back a copy, or move it away: nodes that were launched and have not joined yet are then refused"
            .formatted(directory),
        cause);
  }
}
