package org.muster.coordinator.provider.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muster.coordinator.provider.PrivateFile;

/** How much memory this machine has, as its kernel says. */
public record MachineMemory(Path proc) {
  private static final long KIB_PER_MIB = 1024;

  public OptionalLong totalMb() throws IOException {
    return mb("MemTotal");
  }

  OptionalLong availableMb() throws IOException {
    return mb("MemAvailable");
  }

  private OptionalLong mb(String name) throws IOException {
    String figures = PrivateFile.read(proc.resolve("meminfo")).orElse("");
    Matcher line = Pattern.compile("(?m)^" + name + ":\\s+(\\d+) kB$").matcher(figures);
    return line.find()
        ? OptionalLong.of(Long.parseLong(line.group(1)) / KIB_PER_MIB)
        : OptionalLong.empty();
  }
}
