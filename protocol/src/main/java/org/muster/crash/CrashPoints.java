package org.muster.crash;

import java.nio.file.Path;
import java.util.Optional;

/** Is told when a point is passed, and may not return. Thread-safe. */
public interface CrashPoints {

  void passed(CrashPoint point, CrashPoint.Moment moment);

  /** The file that decides; empty when no point is ever fatal. */
  Optional<Path> file();

  default void passed(CrashPoint point) {
    passed(point, CrashPoint.Moment.AFTER);
  }

  /** The same for what is done, which the point knows by the name of its class. */
  default void passed(Class<?> action, CrashPoint.Moment moment) {
    if (areOn()) {
      CrashPoint.ofCall("Action." + action.getSimpleName())
          .ifPresent(point -> passed(point, moment));
    }
  }

  default boolean areOn() {
    return file().isPresent();
  }

  /** As it is outside of tests. */
  static CrashPoints off() {
    return Off.INSTANCE;
  }

  /** Nobody is told of anything. */
  enum Off implements CrashPoints {
    INSTANCE;

    @Override
    public void passed(CrashPoint point, CrashPoint.Moment moment) {}

    @Override
    public Optional<Path> file() {
      return Optional.empty();
    }
  }
}
