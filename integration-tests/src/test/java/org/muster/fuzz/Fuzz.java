package org.muster.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.muster.error.MusterException;
import org.muster.protocol.Sha256;
import org.muster.time.RealTime;

/**
 * Hands inputs to a reader for a while. The reader may answer or say a {@link MusterException};
 * everything else is a crash, and so is taking long, or much memory. The input of a crash is left
 * in {@code target/fuzz}; as a file of {@code src/test/resources/fuzz/NAME} it is tried first for
 * ever.
 */
public final class Fuzz {
  private static final Duration PER_READER =
      Duration.ofSeconds(Long.getLong("muster.fuzz.seconds", 2));
  private static final Duration A_HANG = Duration.ofSeconds(20);
  private static final long MUCH_MEMORY = 128L << 20;
  private static final Path KEPT = Path.of("src/test/resources/fuzz");
  private static final Path FOUND = Path.of("target/fuzz");

  private final String name;
  private final Reader reader;
  private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What is tried. */
  @FunctionalInterface
  public interface Reader {
    void read(byte[] input) throws Exception;
  }

  private Fuzz(String name, Reader reader) {
    this.name = name;
    this.reader = reader;
  }

  /** Tries what was found before, then mutants of good inputs. */
  public static void of(String name, List<byte[]> good, Reader reader) throws IOException {
    new Fuzz(name, reader).run(good);
  }

  /** Good inputs from files. */
  public static List<byte[]> files(Path folder, String ending) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file :
          files
              .filter(Files::isRegularFile)
              .filter(each -> each.toString().endsWith(ending))
              .sorted()
              .toList()) {
        contents.add(Files.readAllBytes(file));
      }
    }
    return contents;
  }

  public static List<byte[]> texts(String... texts) {
    return Stream.of(texts).map(text -> text.getBytes(UTF_8)).toList();
  }

  private void run(List<byte[]> good) throws IOException {
    if (Files.isDirectory(KEPT.resolve(name))) {
      for (byte[] kept : files(KEPT.resolve(name), "")) {
        read(kept, 0);
      }
    }
    long seed = Long.getLong("muster.fuzz.seed", RealTime.clock().millis());
    Mutants mutants = new Mutants(good, new Random(seed));
    Instant until = RealTime.clock().instant().plus(PER_READER);
    long tried = 0;
    for (; RealTime.clock().instant().isBefore(until); tried++) {
      read(mutants.next(), seed);
    }
    System.out.printf("fuzz: %s read %d inputs of seed %d%n", name, tried, seed);
  }

  private void read(byte[] input, long seed) throws IOException {
    Instant begun = RealTime.clock().instant();
    long before = memory.getCurrentThreadAllocatedBytes();
    try {
      reader.read(input);
    } catch (MusterException e) {
      // The reader says what is wrong with it.
    } catch (Exception | Error e) {
      throw crash("crashed", input, seed, e);
    }
    Duration took = Duration.between(begun, RealTime.clock().instant());
    long bytes = memory.getCurrentThreadAllocatedBytes() - before;
    if (took.compareTo(A_HANG) > 0 || bytes > MUCH_MEMORY) {
      throw crash("took %s and %d bytes".formatted(took, bytes), input, seed, null);
    }
  }

  private AssertionError crash(String what, byte[] input, long seed, Throwable cause)
      throws IOException {
    Path file = Files.createDirectories(FOUND.resolve(name)).resolve(Sha256.of(input).hex());
    Files.write(file, input);
    return new AssertionError(
        "the reader of %s %s on the %d bytes of %s (seed %d); mend it, and keep the file in %s"
            .formatted(name, what, input.length, file, seed, KEPT.resolve(name)),
        cause);
  }
}
