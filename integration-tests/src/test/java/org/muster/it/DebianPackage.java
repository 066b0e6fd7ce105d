package org.muster.it;

import java.nio.file.Files;
import java.nio.file.Path;

/** A package with one file in it. */
final class DebianPackage {
  static final String FILE = "/opt/greeting";
  static final String CONTENT = "hello from a package";

  private DebianPackage() {}

  static void build(Path into) throws Exception {
    Path tree = Files.createTempDirectory("package");
    Files.createDirectories(tree.resolve("DEBIAN"));
    Files.createDirectories(tree.resolve("opt"));
    Files.writeString(tree.resolve(FILE.substring(1)), CONTENT + "\n");
    Files.writeString(
        tree.resolve("DEBIAN/control"),
        """
        Package: greeting
        Version: 1.0
        Architecture: all
        Maintainer: Nobody <nobody@example.org>
        Description: One file
        """);
    // A temporary folder is its owner's alone, and the root of a package must not be.
    Programs.run("chmod", "-R", "go+rX", tree.toString());
    Programs.run("dpkg-deb", "--build", tree.toString(), into.resolve("greeting.deb").toString());
    Programs.run("rm", "-r", tree.toString());
  }
}
