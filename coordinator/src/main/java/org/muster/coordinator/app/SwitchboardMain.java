package org.muster.coordinator.app;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import org.muster.coordinator.provider.local.container.Switchboard;
import org.muster.time.RealTime;

/** The program that lives in the network of each cluster of containers. */
public final class SwitchboardMain {
  private SwitchboardMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Switchboard.serve(
        List.of(arguments),
        RealTime.clock(),
        new SecureRandom(),
        () -> System.out.println("serving"));
  }

  /** The command that runs it, small. */
  static List<String> command(String java, String classPath) {
    return List.of(
        java,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx24m",
        "-Xss512k",
        "-cp",
        classPath,
        SwitchboardMain.class.getName());
  }
}
