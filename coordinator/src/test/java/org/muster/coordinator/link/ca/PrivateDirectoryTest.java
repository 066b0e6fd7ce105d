package org.muster.coordinator.link.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.error.MusterException;

final class PrivateDirectoryTest {
  @TempDir Path home;

  @Test
  void isForItsOwnerAlone() throws Exception {
    PrivateDirectory.open(home.resolve("ca/x"), () -> Map.of("key", "secret"));

    assertThat(rightsOf(home.resolve("ca"))).isEqualTo("rwx------");
    assertThat(rightsOf(home.resolve("ca/x"))).isEqualTo("rwx------");
    assertThat(rightsOf(home.resolve("ca/x/key"))).isEqualTo("rw-------");
  }

  private static String rightsOf(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void isMadeOnce() {
    PrivateDirectory.open(home.resolve("x"), () -> Map.of("key", "first"));

    PrivateDirectory again =
        PrivateDirectory.open(home.resolve("x"), () -> Map.of("key", "second"));

    assertThat(again.read("key")).isEqualTo("first");
  }

  @Test
  void ofManyThatMakeItAtOnceOneWinsAndAllSeeTheSameFiles() throws Exception {
    Path directory = home.resolve("ca/x");
    List<Callable<String>> race =
        IntStream.range(0, 8)
            .mapToObj(number -> (Callable<String>) () -> opened(directory, number))
            .toList();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    Set<String> seen = new HashSet<>();
    try {
      for (Future<String> one : threads.invokeAll(race)) {
        seen.add(one.get());
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(seen).hasSize(1);
    assertThat(seen.iterator().next()).matches("(\\d)-\\1");
    try (Stream<Path> left = Files.list(home.resolve("ca"))) {
      assertThat(left).as("no draft is left").containsExactly(directory);
    }
  }

  private static String opened(Path directory, int number) {
    PrivateDirectory opened =
        PrivateDirectory.open(directory, () -> Map.of("a", number + "-", "b", "" + number));
    return opened.read("a") + opened.read("b");
  }

  @Test
  void refusesASecretThatOthersCanRead() throws Exception {
    PrivateDirectory opened = PrivateDirectory.open(home.resolve("x"), () -> Map.of("key", "s"));
    Files.setPosixFilePermissions(
        home.resolve("x/key"), PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> opened.read("key"))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("x/key can be read by others")
        .hasMessageContaining("chmod 600");
  }

  @Test
  void namesThePlaceThatCannotBeMade() throws Exception {
    Files.writeString(home.resolve("ca"), "a file where the directory should be");

    assertThatThrownBy(() -> PrivateDirectory.open(home.resolve("ca/x"), Map::of))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining(home.resolve("ca/x").toString());
  }
}
