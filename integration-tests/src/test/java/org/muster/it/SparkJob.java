package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A user's own application: a jar, compiled against the Spark that it will run on. */
final class SparkJob {
  private static final String SOURCE =
      """
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.util.List;
      import org.apache.spark.SparkConf;
      import org.apache.spark.SparkFiles;
      import org.apache.spark.api.java.JavaSparkContext;

      public final class Job {
        public static void main(String[] arguments) {
          String file = arguments[0];
          try (JavaSparkContext spark = new JavaSparkContext(new SparkConf())) {
            List<Integer> words =
                spark
                    .parallelize(List.of(1, 2, 3, 4), 4)
                    .map(task -> Files.readString(Path.of(SparkFiles.get(file))).split("\\\\s+").length)
                    .collect();
            System.out.printf("each of %d tasks read %d words%n", words.size(), words.get(0));
          }
          System.exit(Integer.parseInt(arguments[1]));
        }
      }
      """;

  private SparkJob() {}

  static Path compile(Path folder, Path sparkJars) throws IOException {
    Path source = Files.writeString(folder.resolve("Job.java"), SOURCE);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    int exitCode =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-proc:none",
                "-cp",
                classPath(sparkJars),
                "-d",
                classes.toString(),
                source.toString());
    assertThat(exitCode).isZero();
    return packed(classes, folder.resolve("job.jar"));
  }

  // The compiler's own asterisk is one of its command line's.
  private static String classPath(Path jars) throws IOException {
    try (Stream<Path> files = Files.list(jars)) {
      return files.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static Path packed(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream target = new JarOutputStream(file);
        Stream<Path> names = Files.list(classes)) {
      List<Path> compiled = names.sorted().toList();
      for (Path one : compiled) {
        target.putNextEntry(new JarEntry(one.getFileName().toString()));
        Files.copy(one, target);
      }
    }
    return jar;
  }
}
