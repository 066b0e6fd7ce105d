package org.muster.coordinator.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A Maven repository in a folder, written by hand. */
final class MavenRepository {
  private final Path root;

  MavenRepository(Path root) {
    this.root = root;
  }

  String url() {
    return root.toUri().toString();
  }

  /** Publishes a jar with one file named as itself, and a pom with this in it. */
  MavenRepository jar(String coordinate, String inPom) throws Exception {
    String[] part = coordinate.split(":");
    pom(coordinate, inPom);
    publish(part, ".jar", Archives.zip(part[1] + ".txt", coordinate));
    return this;
  }

  MavenRepository pom(String coordinate, String inPom) throws Exception {
    String[] part = coordinate.split(":");
    String pom =
        "<project><modelVersion>4.0.0</modelVersion><groupId>%s</groupId><artifactId>%s</artifactId>"
            + "<version>%s</version>%s</project>";
    String text = pom.formatted(part[0], part[1], part[2], inPom);
    publish(part, ".pom", text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Publishes one more file of an artifact, such as {@code -tests.jar}. */
  MavenRepository more(String coordinate, String suffix, byte[] content) throws Exception {
    publish(coordinate.split(":"), suffix, content);
    return this;
  }

  /** Changes the jar after its checksum was written. */
  void damage(String coordinate) throws IOException {
    Files.writeString(file(coordinate.split(":"), ".jar"), "damaged");
  }

  static String dependencies(String... coordinates) {
    StringBuilder xml = new StringBuilder("<dependencies>");
    for (String coordinate : coordinates) {
      String[] part = coordinate.split(":");
      xml.append("<dependency><groupId>%s</groupId>".formatted(part[0]))
          .append("<artifactId>%s</artifactId>".formatted(part[1]))
          .append("<version>%s</version>".formatted(part[2]))
          .append(part.length < 4 ? "" : "<scope>%s</scope>".formatted(part[3]))
          .append("</dependency>");
    }
    return xml.append("</dependencies>").toString();
  }

  private void publish(String[] part, String suffix, byte[] content) throws Exception {
    Path file = file(part, suffix);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(content);
    Files.writeString(
        file.resolveSibling(file.getFileName() + ".sha1"), HexFormat.of().formatHex(sha1));
  }

  private Path file(String[] part, String suffix) {
    return root.resolve(part[0].replace('.', '/'))
        .resolve(part[1])
        .resolve(part[2])
        .resolve(part[1] + "-" + part[2] + suffix);
  }
}
