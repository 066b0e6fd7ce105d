package org.muster.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * Crash points that a file decides about: its one line is {@code RUN MOMENT POINT PASSAGE}. The
 * process that comes to that point for the PASSAGE-th time in this RUN first makes the file say
 * {@code spent}, and then ends without a word, as if it had been killed. Every passage is written
 * down in {@code FILE.passed}.
 */
public final class CrashFile implements CrashPoints {
  private static final int KILLED = 137;
  private static final String PRIVATE = "rw-------";

  private final Path file;
  private final Path passed;
  private final Runnable end;
  private final Map<String, Integer> passages = new HashMap<>();
  private String run = "";

  /** For tests: with another end than that of the process. */
  CrashFile(Path file, Runnable end) {
    this.file = file;
    this.passed = file.resolveSibling(file.getFileName() + ".passed");
    this.end = end;
  }

  /**
   * Switches the points on if there is such a file.
   *
   * @throws MusterException ENVIRONMENT when it is not a private file of root or of this user: then
   *     somebody else would decide when this process ends
   */
  public static CrashPoints of(Path file) {
    if (!Files.exists(file)) {
      return CrashPoints.off();
    }
    check(file);
    return new CrashFile(file, () -> Runtime.getRuntime().halt(KILLED));
  }

  private static void check(Path file) {
    try {
      String owner = Files.getOwner(file).getName();
      String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
      boolean isOurs = owner.equals("root") || owner.equals(System.getProperty("user.name"));
      if (!isOurs || !rights.equals(PRIVATE)) {
        throw new MusterException(
            ErrorCode.ENVIRONMENT,
            ("%s may end this process for a test, but is %s's with %s; remove it, or make it root's"
                    + " or your own with chmod 600")
                .formatted(file, owner, rights));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("looking at " + file, e);
    }
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(file);
  }

  @Override
  public synchronized void passed(CrashPoint point, CrashPoint.Moment moment) {
    try {
      String here = moment + " " + point;
      Files.writeString(passed, here + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      String order = Files.exists(file) ? Files.readString(file).strip() : "";
      if (!order.equals(run)) {
        run = order;
        passages.clear();
      }
      int passage = passages.merge(here, 1, Integer::sum);
      if (order.endsWith(" %s %d".formatted(here, passage))) {
        spend();
        end.run();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("passing a crash point of " + file, e);
    }
  }

  private void spend() throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
    Files.writeString(next, "spent\n");
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
