package org.muster.coordinator.core.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.module.FolderHash;
import org.muster.coordinator.core.module.ModuleFiles;

/** Folders of modules that exist only in a test. */
final class Modules {
  private final List<ModuleFiles> folders = new ArrayList<>();

  /** Seven modules, as few words as possible. */
  static Modules builtIn() {
    return new Modules()
        .with("node", "name: node", "init.sh", "setup.sh")
        .with(
            "hadoop",
            """
            name: hadoop
            version: "{{HADOOP_VERSION}}"
            variables:
              HADOOP_VERSION: { default: "3.4.2" }
            artifacts:
              hadoop:
                maven: { coordinates: ["org.apache.hadoop:hadoop-hdfs:{{HADOOP_VERSION}}"] }
            """,
            "init.sh")
        .with(
            "spark",
            """
            name: spark
            version: "{{SPARK_VERSION}}"
            variables:
              SPARK_VERSION: { default: "4.1.0" }
            derived:
              - { name: SCALA, from: SPARK_VERSION, map: { "4.*": "2.13", "3.*": "2.12" } }
            artifacts:
              spark:
                maven:
                  coordinates: ["org.apache.spark:spark-core_{{SCALA}}:{{SPARK_VERSION}}"]
                  bom: "org.apache.spark:spark-parent_{{SCALA}}:{{SPARK_VERSION}}"
            """,
            "init.sh")
        .with(
            "ephemeral-hdfs",
            """
            name: ephemeral-hdfs
            requires: [hadoop]
            phases:
              setup: { timeout: 5m, retries: 1 }
              test: { roles: [master] }
            services:
              - { name: HDFS NameNode, role: master, url: "http://{{address}}:9870" }
            """,
            "init.sh",
            "setup.sh",
            "test.sh")
        .with(
            "spark-standalone",
            "name: spark-standalone\nrequires: [spark]\n",
            "setup.sh",
            "test.sh",
            "run.sh")
        .with("rpms", "name: rpms", "init.sh")
        .with("extra", "name: extra", "init.sh", "setup.sh", "test.sh", "run.sh");
  }

  /** A module with a manifest. */
  Modules with(String name, String manifest, String... scripts) {
    return add(name, Optional.of(manifest), new TreeMap<>(), scripts);
  }

  /** A module without a manifest. */
  Modules without(String name, String... scripts) {
    return add(name, Optional.empty(), new TreeMap<>(), scripts);
  }

  Modules withTemplate(String name, String path, String template) {
    SortedMap<String, String> templates = new TreeMap<>();
    templates.put(path, template);
    return add(name, Optional.of("name: " + name), templates, "setup.sh");
  }

  Catalogue catalogue() {
    return Catalogue.of(folders);
  }

  private Modules add(
      String name,
      Optional<String> manifest,
      SortedMap<String, String> templates,
      String... scripts) {
    SortedMap<String, String> texts = new TreeMap<>();
    Arrays.stream(scripts).forEach(script -> texts.put(script, "log '" + script + "'\n"));
    folders.add(
        new ModuleFiles(
            name,
            "modules/" + name,
            "templates/" + name,
            manifest,
            texts,
            templates,
            new FolderHash("tree-of-" + name, "init-of-" + name)));
    return this;
  }
}
