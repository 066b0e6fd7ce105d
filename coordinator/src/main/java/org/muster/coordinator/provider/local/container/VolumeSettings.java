package org.muster.coordinator.provider.local.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muster.coordinator.core.spec.GroupSpec;
import org.muster.coordinator.core.spec.Rebalance;

/**
 * The disks that a group asks for: {@code volumes: [{size: 5}]} are like EBS, {@code
 * instance_store: [{size: 512M}]} like the disks that come with an instance. Sizes are in GiB.
 */
final class VolumeSettings {
  private static final Pattern SETTING =
      Pattern.compile("(volumes|instance_store)\\.(\\d{1,2})\\.size");
  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4})([MG]?)");
  private static final String OWN_DISKS = "instance_store.";
  private static final int MOST_OF_A_KIND = 4;
  private static final long MEGABYTES_PER_GIGABYTE = 1024;

  private VolumeSettings() {}

  static List<String> mistakes(GroupSpec group) {
    List<String> mistakes = new ArrayList<>();
    group.settings().forEach((name, value) -> mistake(group, name, value).ifPresent(mistakes::add));
    return mistakes;
  }

  private static Optional<String> mistake(GroupSpec group, String name, String value) {
    if (name.equals(Rebalance.SETTING)) {
      return Optional.empty();
    }
    String role = group.role().label();
    Matcher setting = SETTING.matcher(name);
    if (!setting.matches()) {
      return Optional.of(
          ("the %s group has the setting '%s', but nodes in containers have only volumes and"
                  + " instance_store, such as volumes: [{ size: 2 }]")
              .formatted(role, name));
    }
    if (Integer.parseInt(setting.group(2)) >= MOST_OF_A_KIND) {
      return Optional.of(
          "the %s group has more than %d disks in %s"
              .formatted(role, MOST_OF_A_KIND, setting.group(1)));
    }
    if (!SIZE.matcher(value).matches()) {
      return Optional.of(
          "%s of the %s group is '%s' but must be a size in GiB, or such as 512M"
              .formatted(name, role, value));
    }
    return Optional.empty();
  }

  static List<Volume> volumes(SortedMap<String, String> settings) {
    List<Volume> volumes = new ArrayList<>();
    settings.forEach(
        (name, value) -> {
          Matcher setting = SETTING.matcher(name);
          if (setting.matches()) {
            volumes.add(
                volume(setting.group(1), Integer.parseInt(setting.group(2)), megabytes(value)));
          }
        });
    return volumes;
  }

  /**
   * Where the module {@code node} mounts the instance's own disks; the root has one without any.
   */
  static List<String> dataDirectories(SortedMap<String, String> settings) {
    List<String> directories = new ArrayList<>(List.of("/mnt"));
    long own = settings.keySet().stream().filter(name -> name.startsWith(OWN_DISKS)).count();
    for (int number = 2; number <= own; number++) {
      directories.add("/mnt" + number);
    }
    return directories;
  }

  /** The names and letters that EC2 gives by default. */
  private static Volume volume(String kind, int ordinal, long megabytes) {
    return kind.equals("volumes")
        ? new Volume("ebs" + (ordinal + 1), (char) ('f' + ordinal), megabytes)
        : new Volume("ephemeral" + ordinal, (char) ('b' + ordinal), megabytes);
  }

  private static long megabytes(String size) {
    Matcher parts = SIZE.matcher(size);
    if (!parts.matches()) {
      throw new IllegalArgumentException("'%s' is no size".formatted(size));
    }
    return Long.parseLong(parts.group(1))
        * (parts.group(2).equals("M") ? 1 : MEGABYTES_PER_GIGABYTE);
  }
}
