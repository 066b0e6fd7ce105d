package org.muster.coordinator.provider.local.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** How layers are made: beside their place, and then put there at once. */
final class Layers {
  private Layers() {}

  /** Takes away what an earlier try has left. */
  static void discard(Path images, Path unfinished) throws IOException {
    if (!unfinished.startsWith(images) || unfinished.equals(images)) {
      throw new IllegalArgumentException("%s is not below %s".formatted(unfinished, images));
    }
    RootMount.unmountAll(unfinished);
    // A hundred thousand files of a system: its own program is the quickest.
    Programs.run("rm", "-rf", "--one-file-system", unfinished.toString());
  }

  /** With what a system's folders let everybody do, whatever our own mask is. */
  static void createFolder(Path layer, String place) throws IOException {
    Path folder = layer;
    openFolder(folder);
    for (Path name : Path.of(place)) {
      folder = folder.resolve(name);
      openFolder(folder);
    }
  }

  private static void openFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  static void writeProgram(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** From now on it is there, and complete also after a crash of the machine. */
  static void finish(Path unfinished, Path layer) throws IOException {
    Programs.run("sync", "--file-system", unfinished.toString());
    Files.move(unfinished, layer, StandardCopyOption.ATOMIC_MOVE);
  }
}
