package org.muster.agent.step;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Sha256;

/**
 * The runner and the prelude, unpacked where they stay as they are: a newer agent unpacks beside
 * them, so that scripts that still run keep theirs.
 */
final class BashLibrary {
  static final List<String> FILES =
      List.of(
          "runner.bash",
          "prelude.bash",
          "requests.bash",
          "waiting.bash",
          "daemons.bash",
          "packages.bash",
          "software.bash");

  private static final int HASH_DIGITS = 16;

  private BashLibrary() {}

  /** Unpacks what is not there yet, and returns the directory. */
  static Path unpack(Path libraries) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    MessageDigest digest = Sha256.digest();
    for (String name : FILES) {
      byte[] content = resource(name);
      contents.put(name, content);
      digest.update(content);
    }
    Path directory = libraries.resolve(Sha256.of(digest).hex().substring(0, HASH_DIGITS));
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.STORAGE_FAILED, "creating %s: %s".formatted(directory, e.getMessage()), e);
    }
    contents.forEach((name, content) -> unpackFile(directory.resolve(name), content));
    return directory;
  }

  private static void unpackFile(Path file, byte[] content) {
    if (!Files.exists(file)) {
      DurableFile.replace(file, content);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = BashLibrary.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new MusterException(ErrorCode.INTERNAL, name + " is missing in the agent's jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new MusterException(ErrorCode.INTERNAL, "reading " + name, e);
    }
  }
}
