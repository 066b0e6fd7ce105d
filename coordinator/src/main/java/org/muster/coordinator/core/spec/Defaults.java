package org.muster.coordinator.core.spec;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.protocol.Role;

/**
 * What a cluster is when nobody says otherwise.
 *
 * @param isolations what each kind of provider can do; the first is its default
 * @param variables of every cluster; the modules' defaults are stronger
 */
public record Defaults(
    String provider,
    SortedMap<String, List<String>> isolations,
    List<GroupSpec> groups,
    List<String> modules,
    SortedMap<String, String> variables) {
  public Defaults {
    isolations = Collections.unmodifiableSortedMap(new TreeMap<>(isolations));
    groups = List.copyOf(groups);
    modules = List.copyOf(modules);
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
  }

  /** A master and two workers on this machine, with Spark and HDFS. */
  public static Defaults demo() {
    return new Defaults(
        "local",
        new TreeMap<>(
            Map.of(
                "local", List.of("process", "container"),
                "ec2", List.of("machine"),
                "static", List.of("machine"))),
        List.of(
            new GroupSpec(Role.MASTER, 1, "medium", Collections.emptySortedMap()),
            new GroupSpec(Role.WORKER, 2, "small", Collections.emptySortedMap())),
        List.of("node", "spark", "ephemeral-hdfs", "spark-standalone", "rpms", "extra"),
        new TreeMap<>(
            Map.of(
                "SPARK_VERSION", "4.1.0",
                "HADOOP_VERSION", "3.4.2",
                "SPARK_WORKER_INSTANCES", "1",
                "SPARK_MASTER_OPTS", "",
                "SWAP_MB", "1024",
                "VERBOSE", "true")));
  }
}
