package org.muster.agent.template;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.error.Problems;

/**
 * Renders all templates of a module, or none: every mistake is found before the first file is
 * written.
 */
public final class Templates {
  private static final Mustache.Compiler COMPILER =
      Mustache.compiler().escapeHTML(false).emptyStringIsFalse(true).strictSections(true);

  private Templates() {}

  /**
   * Renders every file below the directory to the same path below the root, and keeps its mode.
   *
   * @param secrets values that only the owner of a file may read: they narrow its mode
   * @throws MusterException INVALID_INPUT that names every template with a mistake
   */
  public static void render(
      Path directory, Path root, Map<String, Object> context, Set<String> secrets) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    Map<Path, String> rendered = new LinkedHashMap<>();
    Problems problems = new Problems();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        rendered.put(file, rendered(file, directory.relativize(file), context, problems));
      }
      problems.throwIfAny("a template");
      for (Map.Entry<Path, String> entry : rendered.entrySet()) {
        Path target = root.resolve(directory.relativize(entry.getKey()).toString());
        String mode = mode(entry.getKey(), entry.getValue(), secrets);
        replace(target, entry.getValue(), mode);
      }
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.STORAGE_FAILED, "rendering templates: " + e.getMessage(), e);
    }
  }

  private static String rendered(
      Path file, Path name, Map<String, Object> context, Problems problems) throws IOException {
    try {
      return COMPILER.compile(Files.readString(file)).execute(context);
    } catch (MustacheException.Context e) {
      problems.add(
          "templates/%s, line %d: '%s' has no value; set it in the cluster's variables"
              .formatted(name, e.lineNo, e.key));
    } catch (MustacheException e) {
      problems.add("templates/%s: %s".formatted(name, e.getMessage()));
    }
    return "";
  }

  private static String mode(Path template, String text, Set<String> secrets) {
    boolean secret = secrets.stream().anyMatch(value -> !value.isEmpty() && text.contains(value));
    if (Files.isExecutable(template)) {
      return secret ? "rwx------" : "rwxr-xr-x";
    }
    return secret ? "rw-------" : "rw-r--r--";
  }

  private static void replace(Path target, String text, String mode) throws IOException {
    Files.createDirectories(target.getParent());
    Path next = target.resolveSibling("." + target.getFileName() + ".muster-next");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(next, text);
    Files.setPosixFilePermissions(next, PosixFilePermissions.fromString(mode));
    Files.move(next, target, ATOMIC_MOVE, REPLACE_EXISTING);
  }
}
