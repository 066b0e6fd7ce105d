package org.muster.coordinator.core.module;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names that exist on every node, and which of them nobody may set. */
public final class VariableNames {
  /** Lists that are not variables of a step, but say which modules take part. */
  public static final Set<String> LISTS =
      Set.of("MODULES", "INIT_MODULES", "SETUP_MODULES", "TEST_MODULES", "RUN_MODULES");

  private static final Pattern FORM = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

  /** Said by the agent for each step, whatever anybody sets. */
  private static final Set<String> OF_THE_NODE =
      Set.of(
          "MASTERS",
          "SLAVES",
          "NUM_MASTERS",
          "OTHER_MASTERS",
          "PRIVATE_DNS",
          "PUBLIC_DNS",
          "HOSTNAME",
          "HOME",
          "PATH",
          "LEAVING",
          "LEAVING_ADDRESSES",
          "JOINING",
          "JOINING_ADDRESSES");

  /** Belongs to bash; setting one of them breaks the script, or more. */
  private static final Set<String> OF_BASH =
      Set.of(
          "BASH",
          "BASHOPTS",
          "BASHPID",
          "BASH_ENV",
          "BASH_VERSINFO",
          "ENV",
          "EUID",
          "GROUPS",
          "IFS",
          "LD_PRELOAD",
          "OLDPWD",
          "PPID",
          "PWD",
          "SHELLOPTS",
          "SHLVL",
          "UID",
          "_");

  private static final Set<String> OF_EVERY_STEP =
      Set.of(
          "MUSTER_CLUSTER",
          "MUSTER_DEPLOYMENT",
          "MUSTER_NODE",
          "MUSTER_ROLE",
          "MUSTER_ADDRESS",
          "MUSTER_INDEX",
          "MUSTER_PHASE",
          "MUSTER_MODULE",
          "MUSTER_ATTEMPT",
          "MUSTER_ROOT",
          "MUSTER_STATE",
          "MUSTER_STEP",
          "MUSTER_STEP_DIR",
          "MUSTER_NODE_DIR",
          "MUSTER_MODULE_DIR",
          "MUSTER_ISOLATION",
          "MUSTER_DATA_DIRS",
          "MUSTER_IMAGE_BUILD",
          "MUSTER_MEMORY_MB",
          "MUSTER_CORES",
          "MUSTER_PORT_OFFSET",
          "MUSTER_MASTERS",
          "MUSTER_WORKERS",
          "HDFS_DATA_DIRS",
          "MAPRED_LOCAL_DIRS",
          "SPARK_LOCAL_DIRS",
          "MODULES",
          "SPARK_VERSION",
          "HADOOP_VERSION",
          "SPARK_WORKER_INSTANCES",
          "SPARK_MASTER_OPTS",
          "SWAP_MB",
          "VERBOSE",
          "JAVA_HOME",
          "LANG");

  /** What the ancestors' templates call things. */
  private static final Set<String> OF_TEMPLATES =
      Set.of(
          "master_list",
          "active_master",
          "slave_list",
          "hdfs_data_dirs",
          "mapred_local_dirs",
          "spark_local_dirs",
          "spark_worker_mem_mb",
          "default_spark_mem",
          "spark_worker_instances",
          "spark_worker_cores",
          "spark_master_opts",
          "spark_version",
          "hadoop_major_version",
          "hadoop_version",
          "java_home",
          "default_tachyon_mem",
          "root",
          "dfs_replication",
          "port_offset",
          "masters",
          "workers",
          "nodes");

  private VariableNames() {}

  /** Why nobody may set a variable of this name; nothing when everybody may. */
  public static Optional<String> mistake(String name) {
    if (!FORM.matcher(name).matches()) {
      return Optional.of(
          "the variable '%s' must be named with letters, digits and '_', not beginning with a digit"
              .formatted(name));
    }
    if (LISTS.contains(name)) {
      return Optional.of(
          "'%s' is not a variable; say which modules by %s"
              .formatted(
                  name, name.equals("MODULES") ? "modules:" : name.toLowerCase(Locale.ROOT) + ":"));
    }
    return isComputed(name)
        ? Optional.of(
            "the variable '%s' cannot be set, for each node has its own; use another name"
                .formatted(name))
        : Optional.empty();
  }

  /** Whether each step says the value itself, so that setting it would change nothing. */
  public static boolean isComputed(String name) {
    return name.startsWith("MUSTER_") || OF_THE_NODE.contains(name) || OF_BASH.contains(name);
  }

  /** What a template may name besides the cluster's variables. */
  static Set<String> ofTemplates() {
    Set<String> names = new TreeSet<>(OF_TEMPLATES);
    names.addAll(OF_EVERY_STEP);
    names.addAll(OF_THE_NODE);
    return names;
  }
}
