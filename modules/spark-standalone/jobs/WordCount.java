package org.muster.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * Counts words: {@code WordCount FILE [DIRECTORY]}. With a directory of a shared file system, the
 * file is put there first and read from there. The last line it prints is {@code WORDS DISTINCT
 * MOST-FREQUENT TIMES}.
 */
public final class WordCount {
  private WordCount() {}

  public static void main(String[] arguments) throws IOException {
    try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("muster smoke job"))) {
      JavaRDD<String> lines =
          arguments.length > 1
              ? spark.textFile(put(spark, arguments[0], arguments[1]), spark.defaultParallelism())
              : spark.parallelize(Files.readAllLines(java.nio.file.Path.of(arguments[0])));
      List<Tuple2<String, Integer>> counts = counts(lines);
      Tuple2<String, Integer> top = mostFrequent(counts);
      int words = counts.stream().mapToInt(Tuple2::_2).sum();
      System.out.printf("%d %d %s %d%n", words, counts.size(), top._1(), top._2());
    }
  }

  private static String put(JavaSparkContext spark, String file, String directory)
      throws IOException {
    Path target = new Path(directory, "words.txt");
    target
        .getFileSystem(spark.hadoopConfiguration())
        .copyFromLocalFile(false, true, new Path("file://" + file), target);
    return target.toString();
  }

  private static List<Tuple2<String, Integer>> counts(JavaRDD<String> lines) {
    return lines
        .flatMap(line -> Arrays.asList(line.split("[^a-z]+")).iterator())
        .filter(word -> !word.isEmpty())
        .mapToPair(word -> new Tuple2<>(word, 1))
        .reduceByKey(Integer::sum)
        .collect();
  }

  private static Tuple2<String, Integer> mostFrequent(List<Tuple2<String, Integer>> counts) {
    Comparator<Tuple2<String, Integer>> byCount = Comparator.comparing(Tuple2::_2);
    return counts.stream()
        .max(byCount.thenComparing(Tuple2::_1, Comparator.reverseOrder()))
        .orElseThrow(() -> new IllegalArgumentException("the text has no words"));
  }
}
