package org.muster.agent.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.protocol.Member;
import org.muster.protocol.Role;

/**
 * The names that a template may use: every variable of a step by its own name, the lower-case names
 * of old, and lists of the members. Pure.
 */
public final class TemplateContext {
  private static final int MAX_REPLICATION = 3;

  private TemplateContext() {}

  public static Map<String, Object> of(Map<String, String> environment, List<Member> members) {
    Map<String, Object> context = new HashMap<>(environment);
    List<Member> masters = withRole(members, Role.MASTER);
    List<Member> workers = withRole(members, Role.WORKER);
    putLists(environment, masters, context);
    putSizes(environment, context);
    putVersions(environment, context);
    context.put("root", environment.get("MUSTER_ROOT"));
    context.put("port_offset", environment.get("MUSTER_PORT_OFFSET"));
    context.put("dfs_replication", "" + Math.max(1, Math.min(MAX_REPLICATION, workers.size())));
    context.put("masters", items(masters));
    context.put("workers", items(workers));
    context.put("nodes", items(members));
    return Map.copyOf(context);
  }

  private static void putLists(
      Map<String, String> environment, List<Member> masters, Map<String, Object> context) {
    context.put("master_list", environment.get("MASTERS"));
    context.put("active_master", masters.isEmpty() ? "" : masters.get(0).address());
    context.put("slave_list", environment.get("SLAVES"));
    context.put("hdfs_data_dirs", environment.get("HDFS_DATA_DIRS"));
    context.put("mapred_local_dirs", environment.get("MAPRED_LOCAL_DIRS"));
    context.put("spark_local_dirs", environment.get("SPARK_LOCAL_DIRS"));
  }

  private static void putSizes(Map<String, String> environment, Map<String, Object> context) {
    int instances = Math.max(1, wholeNumber(environment.get("SPARK_WORKER_INSTANCES"), 1));
    int cores = wholeNumber(environment.get("MUSTER_CORES"), 1);
    long memory = MemoryShare.forSpark(wholeNumber(environment.get("MUSTER_MEMORY_MB"), 0));
    boolean cache = List.of(environment.get("MODULES").split("\n")).contains("tachyon");
    // Spark and the cache share the memory; the ancestors gave all of it to both.
    long spark = cache ? MemoryShare.besideCache(memory) : memory;
    context.put("spark_worker_instances", "" + instances);
    context.put("spark_worker_cores", "" + Math.max(1, cores / instances));
    context.put("spark_worker_mem_mb", "" + spark);
    context.put("default_spark_mem", spark + "m");
    context.put("default_tachyon_mem", MemoryShare.ofCache(memory) + "MB");
    context.put("spark_master_opts", environment.get("SPARK_MASTER_OPTS"));
  }

  private static void putVersions(Map<String, String> environment, Map<String, Object> context) {
    context.put("java_home", environment.get("JAVA_HOME"));
    putIfKnown(context, "spark_version", environment.get("SPARK_VERSION"));
    putIfKnown(context, "hadoop_version", environment.get("HADOOP_VERSION"));
    String hadoop = environment.getOrDefault("HADOOP_VERSION", "");
    String major = environment.getOrDefault("HADOOP_MAJOR_VERSION", hadoop.split("\\.")[0]);
    putIfKnown(context, "hadoop_major_version", major.isEmpty() ? null : major);
  }

  /** An absent name is an error in the template that uses it; an empty one would be a riddle. */
  private static void putIfKnown(Map<String, Object> context, String name, String value) {
    if (value != null) {
      context.put(name, value);
    }
  }

  private static List<Map<String, Object>> items(List<Member> members) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("name", member.node().value());
      item.put("address", member.address());
      item.put("role", member.role().label());
      item.put("index", "" + member.index());
      item.put("first", i == 0);
      item.put("last", i == members.size() - 1);
      items.add(item);
    }
    return items;
  }

  private static List<Member> withRole(List<Member> members, Role role) {
    return members.stream().filter(member -> member.role() == role).toList();
  }

  private static int wholeNumber(String text, int otherwise) {
    return text != null && text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : otherwise;
  }
}
