package org.muster.coordinator.provider.local.container;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muster.coordinator.provider.PrivateFile;

/** The disks of nodes: files of this machine that a loop device makes into block devices. */
final class Volumes {
  private static final Path DEVICES = Path.of("/dev");
  private static final int LOOP_MAJOR = 7;
  private static final Path BLOCK = Path.of("/sys/block");

  private Volumes() {}

  /** Makes the disks that are not there yet, blank and taking no space, and attaches all. */
  static List<AttachedVolume> attach(Path folder, List<Volume> volumes) throws IOException {
    List<AttachedVolume> attached = new ArrayList<>();
    for (Volume volume : volumes) {
      Path file = folder.resolve(volume.name() + ".img");
      if (!Files.exists(file)) {
        create(file, volume.megabytes());
      }
      attached.add(attach(file, volume));
    }
    return attached;
  }

  private static void create(Path file, long megabytes) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try (RandomAccessFile blank = new RandomAccessFile(next.toFile(), "rw")) {
      blank.setLength(megabytes << 20);
    }
    Files.move(next, file);
  }

  private static AttachedVolume attach(Path file, Volume volume) throws IOException {
    makeDevices(attached().size());
    String device = Programs.run("losetup", "--find", "--show", file.toString());
    int number = Integer.parseInt(device.substring(device.lastIndexOf("loop") + 4));
    return new AttachedVolume("/dev/" + volume.device(), LOOP_MAJOR, number);
  }

  /** Where nobody else makes the device files as the kernel makes devices. */
  private static void makeDevices(int highest) {
    for (int number = 0; number <= highest; number++) {
      String device = DEVICES.resolve("loop" + number).toString();
      if (!Files.exists(Path.of(device))) {
        Programs.run(
            "mknod",
            "-m",
            "660",
            device,
            "b",
            Integer.toString(LOOP_MAJOR),
            Integer.toString(number));
      }
    }
  }

  /** Detaches every disk whose file is in the folder or below it, whoever attached it. */
  static void detachAll(Path folder) throws IOException {
    for (Attached each : attached()) {
      if (each.file().startsWith(folder)) {
        detach(each);
      }
    }
  }

  static void detach(Attached each) {
    Programs.run("losetup", "--detach", each.device().toString());
  }

  /** A file and the device that shows it. */
  record Attached(Path device, Path file) {}

  static List<Attached> attached() throws IOException {
    List<Attached> found = new ArrayList<>();
    if (!Files.isDirectory(BLOCK)) {
      return found;
    }
    try (DirectoryStream<Path> loops = Files.newDirectoryStream(BLOCK, "loop*")) {
      for (Path loop : loops) {
        Optional<String> file = PrivateFile.read(loop.resolve("loop/backing_file"));
        file.ifPresent(
            name ->
                found.add(new Attached(DEVICES.resolve(loop.getFileName()), Path.of(plain(name)))));
      }
    }
    return found;
  }

  private static String plain(String name) {
    return name.strip().replaceFirst(" \\(deleted\\)$", "");
  }
}
