package org.muster.coordinator.artifact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The digest that a download must have, in hexadecimal.
 *
 * @param sha256 64 digits, or empty when only the other is known
 * @param sha512 128 digits, or empty; checked when there is no {@code sha256}
 */
public record Checksum(String sha256, String sha512) {
  public static final Checksum NONE = new Checksum("", "");

  private static final int BUFFER = 64 * 1024;

  public Checksum {
    sha256 = checked("sha256", sha256, 64);
    sha512 = checked("sha512", sha512, 128);
  }

  public static Checksum sha256(String hex) {
    return new Checksum(hex, "");
  }

  public static Checksum sha512(String hex) {
    return new Checksum("", hex);
  }

  @JsonIgnore
  public boolean isKnown() {
    return !sha256.isEmpty() || !sha512.isEmpty();
  }

  /** The digest that is checked, such as {@code SHA-512 ab12…}. */
  @Override
  public String toString() {
    return sha256.isEmpty() ? "SHA-512 " + sha512 : "SHA-256 " + sha256;
  }

  /** The same digest of the file as it is. */
  Checksum of(Path file) throws IOException {
    return sha256.isEmpty()
        ? sha512(digest("SHA-512", file))
        : new Checksum(digest("SHA-256", file), "");
  }

  /** Whether the file has this digest. */
  boolean matches(Checksum seen) {
    return sha256.isEmpty() ? sha512.equals(seen.sha512()) : sha256.equals(seen.sha256());
  }

  private static String digest(String algorithm, Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      byte[] buffer = new byte[BUFFER];
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }

  private static String checked(String name, String hex, int digits) {
    String plain = hex == null ? "" : hex.strip().toLowerCase(Locale.ROOT);
    if (!plain.isEmpty() && !plain.matches("[0-9a-f]{" + digits + "}")) {
      throw new IllegalArgumentException(
          "%s is '%s' but must be %d hexadecimal digits".formatted(name, hex, digits));
    }
    return plain;
  }
}
