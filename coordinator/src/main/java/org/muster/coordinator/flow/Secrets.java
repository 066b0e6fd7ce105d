package org.muster.coordinator.flow;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;

/** The values of secrets, in a file a cluster that only its owner can read. Its methods block. */
final class Secrets implements SecretValues {
  private final Path directory;
  private final JsonMapper json = JsonMapper.builder().build();

  Secrets(Path directory) {
    this.directory = directory;
  }

  @Override
  public void save(ClusterName cluster, Map<String, String> secrets) {
    try {
      if (secrets.isEmpty()) {
        forget(cluster);
        return;
      }
      Files.createDirectories(directory);
      Path next = directory.resolve(cluster + ".json.next");
      Files.deleteIfExists(next);
      Files.createFile(
          next,
          PosixFilePermissions.asFileAttribute(
              EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)));
      Files.write(next, json.writeValueAsBytes(new TreeMap<>(secrets)));
      Files.move(next, file(cluster), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failure("keeping the secrets of", cluster, e);
    }
  }

  @Override
  public Map<String, String> load(ClusterName cluster) {
    try {
      return Files.exists(file(cluster))
          ? json.readValue(Files.readAllBytes(file(cluster)), new TypeReference<>() {})
          : Map.of();
    } catch (IOException e) {
      throw failure("reading the secrets of", cluster, e);
    }
  }

  @Override
  public void forget(ClusterName cluster) {
    try {
      Files.deleteIfExists(file(cluster));
    } catch (IOException e) {
      throw failure("forgetting the secrets of", cluster, e);
    }
  }

  private Path file(ClusterName cluster) {
    return directory.resolve(cluster + ".json");
  }

  private static MusterException failure(String doing, ClusterName cluster, IOException cause) {
    return new MusterException(
        ErrorCode.STORAGE_FAILED, "%s cluster '%s': %s".formatted(doing, cluster, cause), cause);
  }
}
