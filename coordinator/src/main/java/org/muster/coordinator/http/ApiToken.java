package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** The secret that every caller of the API shows; kept in a file that only its owner can read. */
public final class ApiToken {
  private static final int BYTES = 32;
  private static final int SHORTEST = 20;

  private final byte[] token;

  private ApiToken(String token) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  public static ApiToken of(String token) {
    return new ApiToken(requireNonNull(token, "token is null"));
  }

  /** The token in the file; a new one is made and written when there is no file. Blocks. */
  public static ApiToken loadOrCreate(Path file, RandomGenerator random) {
    try {
      return new ApiToken(read(file));
    } catch (NoSuchFileException e) {
      return create(file, random);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the token in " + file, e);
    }
  }

  /** Takes the same time whatever is wrong with the candidate. */
  boolean matches(String candidate) {
    return MessageDigest.isEqual(token, candidate.getBytes(StandardCharsets.UTF_8));
  }

  private static String read(Path file) throws IOException {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
    String text = Files.readString(file).strip();
    mode.removeAll(PosixFilePermissions.fromString("rw-------"));
    if (!mode.isEmpty()) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT,
          "the token in %s can be read by others; remove the file to get a new token, or chmod 600 it"
              .formatted(file));
    }
    if (text.length() < SHORTEST) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT,
          "the token in %s is too short; remove the file to get a new one".formatted(file));
    }
    return text;
  }

  private static ApiToken create(Path file, RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.deleteIfExists(next);
      Files.createFile(
          next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        ByteBuffer text = ByteBuffer.wrap((token + "\n").getBytes(StandardCharsets.UTF_8));
        while (text.hasRemaining()) {
          channel.write(text);
        }
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("writing a token to " + file, e);
    }
    return new ApiToken(token);
  }
}
