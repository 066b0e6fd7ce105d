package org.muster.it;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A home for clusters of containers. It is below {@code target} and not in a temporary folder,
 * which may be in memory or on an overlay; all of them share one image, which is built once.
 */
record ContainerHome(Path folder, Muster muster, Remains remains) {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  static ContainerHome create() throws Exception {
    Path images = Files.createDirectories(TARGET.resolve("container-images"));
    Path folder = Files.createTempDirectory(Files.createDirectories(TARGET), "containers-");
    Muster muster = new Muster(folder);
    Files.createDirectories(muster.home());
    Files.createSymbolicLink(muster.home().resolve("images"), images);
    return new ContainerHome(folder, muster, Remains.of(muster.home()));
  }

  void delete() throws Exception {
    Programs.run("rm", "-rf", "--one-file-system", folder.toString());
  }
}
