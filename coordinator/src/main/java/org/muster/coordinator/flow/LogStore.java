package org.muster.coordinator.flow;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.muster.protocol.ClusterName;
import org.muster.protocol.StepKey;

/**
 * The coordinator's copies of what steps print, by offset. Bytes that never came are a hole in the
 * file, and are written down beside it. One writer a step at a time; its methods block.
 */
final class LogStore implements StepLogs {
  /** Of one step, wherever in its output they are; what is more is only on the node. */
  static final long KEPT_BYTES = 64L << 20;

  private final Path directory;

  LogStore(Path directory) {
    this.directory = directory;
  }

  @Override
  public long position(StepKey step) {
    Path file = file(step);
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("looking at " + file, e);
    }
  }

  @Override
  public boolean isFull(StepKey step) {
    Path file = file(step);
    try {
      return Files.exists(file) && kept(file) >= KEPT_BYTES;
    } catch (IOException e) {
      throw new UncheckedIOException("looking at " + file, e);
    }
  }

  private static long kept(Path file) throws IOException {
    return Files.size(file) - readGaps(file).stream().mapToLong(Gap::length).sum();
  }

  @Override
  public void append(StepKey step, long offset, byte[] data) {
    if (data.length == 0 || isFull(step)) {
      return;
    }
    Path file = file(step);
    try {
      Files.createDirectories(file.getParent());
      try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "rw")) {
        long end = log.length();
        LogPlace place = LogPlace.of(end, offset, data.length);
        if (place.missing() > 0) {
          Files.writeString(
              gaps(file),
              end + " " + offset + "\n",
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
        }
        log.seek(offset + place.isHere());
        log.write(data, place.isHere(), data.length - place.isHere());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }

  @Override
  public Piece read(StepKey step, long offset, int maxBytes) {
    Path file = file(step);
    if (!Files.exists(file)) {
      return new Piece(offset, new byte[0]);
    }
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      long from = offset;
      long to = Math.min(log.length(), offset + maxBytes);
      for (Gap gap : readGaps(file)) {
        if (from >= gap.from() && from < gap.to()) {
          from = gap.to();
          to = Math.min(log.length(), from + maxBytes);
        } else if (gap.from() > from && gap.from() < to) {
          to = gap.from();
        }
      }
      byte[] data = new byte[(int) Math.max(0, to - from)];
      log.seek(from);
      log.readFully(data);
      return new Piece(from, data);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  @Override
  public void forget(ClusterName cluster) {
    Path folder = directory.resolve(cluster.value());
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("removing the logs of " + cluster, e);
    }
  }

  @Override
  public void sweep(Instant writtenBefore, long bytesPerCluster) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> clusters = Files.list(directory)) {
      for (Path cluster : clusters.filter(Files::isDirectory).toList()) {
        sweep(cluster, writtenBefore, bytesPerCluster);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("sweeping the logs in " + directory, e);
    }
  }

  private static void sweep(Path cluster, Instant writtenBefore, long most) throws IOException {
    List<Copy> newestFirst = new ArrayList<>();
    try (Stream<Path> files = Files.walk(cluster)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".log")).toList()) {
        newestFirst.add(new Copy(file, Files.getLastModifiedTime(file).toInstant(), kept(file)));
      }
    }
    newestFirst.sort(Comparator.comparing(Copy::writtenAt).reversed());
    long kept = 0;
    for (Copy copy : newestFirst) {
      kept += copy.bytes();
      if (copy.writtenAt().isBefore(writtenBefore) || kept > most) {
        Files.deleteIfExists(copy.file());
        Files.deleteIfExists(gaps(copy.file()));
      }
    }
  }

  private record Copy(Path file, Instant writtenAt, long bytes) {}

  private static List<Gap> readGaps(Path file) throws IOException {
    if (!Files.exists(gaps(file))) {
      return List.of();
    }
    List<Gap> gaps = new ArrayList<>();
    for (String line : Files.readAllLines(gaps(file), StandardCharsets.US_ASCII)) {
      String[] ends = line.split(" ", 2);
      gaps.add(new Gap(Long.parseLong(ends[0]), Long.parseLong(ends[1])));
    }
    return gaps;
  }

  private Path file(StepKey step) {
    return directory
        .resolve(step.cluster().value())
        .resolve(step.deployment().value())
        .resolve(
            "%s_%s_%s_%d.log".formatted(step.node(), step.module(), step.phase(), step.attempt()));
  }

  private static Path gaps(Path file) {
    return file.resolveSibling(file.getFileName() + ".gaps");
  }

  private record Gap(long from, long to) {
    long length() {
      return to - from;
    }
  }
}
