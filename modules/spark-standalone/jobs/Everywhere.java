package org.muster.jobs;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;

/** Runs several tasks a core, and fails unless each of the given addresses ran one. */
public final class Everywhere {
  private static final int TASKS_PER_CORE = 4;

  private Everywhere() {}

  public static void main(String[] addresses) {
    Set<String> expected = new TreeSet<>(List.of(addresses));
    Set<String> seen;
    try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("muster test"))) {
      int tasks = spark.defaultParallelism() * TASKS_PER_CORE;
      seen = new TreeSet<>(addressesOfTasks(spark, tasks));
      System.out.printf("%d tasks ran on %s%n", tasks, String.join(", ", seen));
    }
    if (!seen.containsAll(expected)) {
      expected.removeAll(seen);
      System.err.println("no task ran on " + String.join(", ", expected));
      System.exit(1);
    }
  }

  private static List<String> addressesOfTasks(JavaSparkContext spark, int tasks) {
    List<Integer> numbers = IntStream.range(0, tasks).boxed().collect(Collectors.toList());
    return spark
        .parallelize(numbers, tasks)
        .map(number -> SparkEnv.get().blockManager().blockManagerId().host())
        .distinct()
        .collect();
  }
}
