package org.muster.crash;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Puts crash points around the methods of a port, as {@link CrashPoint} names them. Where the
 * points are off, the port is left as it is.
 */
public final class CrashingPorts {
  private final CrashPoints points;
  private final BiConsumer<Object, Runnable> afterwards;

  /**
   * Ports of one process.
   *
   * @param afterwards runs the second once the first, an answer of a port, has come true
   */
  public CrashingPorts(CrashPoints points, BiConsumer<Object, Runnable> afterwards) {
    this.points = points;
    this.afterwards = afterwards;
  }

  /** For ports whose methods are done when they return. */
  public CrashingPorts(CrashPoints points) {
    this(points, (answer, then) -> then.run());
  }

  /** The port with its points. */
  public <T> T around(Class<T> port, T real) {
    if (!points.areOn()) {
      return real;
    }
    Object proxy =
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (self, method, arguments) -> call(port, real, method, arguments));
    return port.cast(proxy);
  }

  private Object call(Class<?> port, Object real, Method method, Object[] arguments)
      throws Throwable {
    Optional<CrashPoint> point = CrashPoint.ofCall(port.getSimpleName() + "." + method.getName());
    point.ifPresent(here -> points.passed(here, CrashPoint.Moment.BEFORE));
    Object answer = invoke(real, method, withPoints(method, arguments));
    point.ifPresent(
        here -> afterwards.accept(answer, () -> points.passed(here, CrashPoint.Moment.AFTER)));
    return answer;
  }

  private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
    try {
      method.setAccessible(true); // its class may be another package's
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** A port that is handed over by another one gets its points too. */
  private Object[] withPoints(Method method, Object[] arguments) {
    if (arguments == null) {
      return new Object[0];
    }
    Object[] all = arguments.clone();
    for (int i = 0; i < all.length; i++) {
      if (CrashPoint.isPort(method.getParameterTypes()[i])) {
        all[i] = aroundAny(method.getParameterTypes()[i], all[i]);
      }
    }
    return all;
  }

  private <T> T aroundAny(Class<T> port, Object real) {
    return around(port, port.cast(real));
  }
}
