package org.muster.agent.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.error.MusterException;
import org.muster.protocol.Member;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;

final class TemplatesTest {
  private static final List<Member> MEMBERS =
      List.of(
          new Member(new NodeId("master-1"), Role.MASTER, "10.0.0.1", 0),
          new Member(new NodeId("worker-1"), Role.WORKER, "10.0.0.2", 1),
          new Member(new NodeId("worker-2"), Role.WORKER, "10.0.0.3", 2));

  @TempDir private Path directory;

  private final Map<String, String> environment = environment();

  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("MASTERS", "10.0.0.1");
    environment.put("SLAVES", "10.0.0.2\n10.0.0.3");
    environment.put("HDFS_DATA_DIRS", "/mnt/ephemeral-hdfs/data,/mnt2/ephemeral-hdfs/data");
    environment.put("MAPRED_LOCAL_DIRS", "/mnt/hadoop/mrlocal");
    environment.put("SPARK_LOCAL_DIRS", "/mnt/spark");
    environment.put("SPARK_WORKER_INSTANCES", "2");
    environment.put("SPARK_MASTER_OPTS", "");
    environment.put("SPARK_VERSION", "4.1.0");
    environment.put("HADOOP_VERSION", "3.4.2");
    environment.put("MUSTER_CORES", "8");
    environment.put("MUSTER_MEMORY_MB", "16384");
    environment.put("MUSTER_ROOT", "/nodes/worker-1");
    environment.put("MUSTER_PORT_OFFSET", "2");
    environment.put("JAVA_HOME", "/usr/lib/jvm/java-17");
    environment.put("MODULES", "spark\nephemeral-hdfs");
    return environment;
  }

  private String rendered(String template) throws IOException {
    return rendered(template, Set.of());
  }

  private String rendered(String template, Set<String> secrets) throws IOException {
    Path file = directory.resolve("templates/etc/x.conf");
    Files.createDirectories(file.getParent());
    Files.writeString(file, template);
    Templates.render(
        directory.resolve("templates"),
        directory.resolve("root"),
        TemplateContext.of(environment, MEMBERS),
        secrets);
    return Files.readString(directory.resolve("root/etc/x.conf"));
  }

  @Test
  void theNamesOfTheAncestorsKeepTheirMeaning() throws IOException {
    assertThat(
            rendered(
                "{{active_master}}|{{master_list}}|{{slave_list}}|{{hdfs_data_dirs}}|"
                    + "{{spark_worker_instances}}|{{spark_worker_cores}}|{{spark_version}}|"
                    + "{{hadoop_major_version}}|{{java_home}}|{{spark_master_opts}}|"))
        .isEqualTo(
            "10.0.0.1|10.0.0.1|10.0.0.2\n10.0.0.3|"
                + "/mnt/ephemeral-hdfs/data,/mnt2/ephemeral-hdfs/data|"
                + "2|4|4.1.0|3|/usr/lib/jvm/java-17||");
  }

  @Test
  void listsHaveNamesAddressesAndAnEnd() throws IOException {
    assertThat(
            rendered(
                "{{#workers}}{{name}}={{address}}:{{index}}{{^last}}, {{/last}}{{/workers}};"
                    + "{{#nodes}}{{#first}}{{role}}{{/first}}{{/nodes}}"))
        .isEqualTo("worker-1=10.0.0.2:1, worker-2=10.0.0.3:2;master");
  }

  @Test
  void variablesAreThereUnderTheirOwnNamesAndNotEscaped() throws IOException {
    environment.put("OPTS", "<a> & \"b\"");

    assertThat(rendered("{{OPTS}} {{root}} {{port_offset}} {{dfs_replication}}"))
        .isEqualTo("<a> & \"b\" /nodes/worker-1 2 2");
  }

  @Test
  void sparkAndTheCacheShareTheMemory() throws IOException {
    assertThat(rendered("{{default_spark_mem}} {{spark_worker_mem_mb}}")).isEqualTo("14336m 14336");

    environment.put("MODULES", "spark\ntachyon");
    assertThat(rendered("{{default_spark_mem}} {{default_tachyon_mem}}")).isEqualTo("7168m 7168MB");
  }

  @Test
  void everyUnknownNameIsReportedWithItsFileAndLineAndNothingIsWritten() throws IOException {
    Files.createDirectories(directory.resolve("templates/etc"));
    Files.writeString(directory.resolve("templates/etc/a.conf"), "fine\n");
    Files.writeString(directory.resolve("templates/etc/b.conf"), "{{#no_list}}{{/no_list}}");

    assertThatThrownBy(() -> rendered("one\ntwo {{NO_SUCH}}\n"))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("templates/etc/b.conf, line 1: 'no_list'")
        .hasMessageContaining("templates/etc/x.conf, line 2: 'NO_SUCH'");
    assertThat(directory.resolve("root")).doesNotExist();
  }

  @Test
  void aTemplateThatIsNoTemplateIsReported() {
    assertThatThrownBy(() -> rendered("{{#workers}}never closed"))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("templates/etc/x.conf");
  }

  @Test
  void theModeIsKept() throws IOException {
    Path script = directory.resolve("templates/bin/run");
    Files.createDirectories(script.getParent());
    Files.writeString(script, "#!/bin/sh\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("r-xr-xr-x"));

    rendered("x");

    assertThat(mode("bin/run")).isEqualTo("rwxr-xr-x");
    assertThat(mode("etc/x.conf")).isEqualTo("rw-r--r--");
  }

  @Test
  void aFileWithASecretIsForItsOwnerOnly() throws IOException {
    environment.put("S3_KEY", "topsecret");

    rendered("key={{S3_KEY}}\n", Set.of("topsecret"));

    assertThat(mode("etc/x.conf")).isEqualTo("rw-------");
  }

  private String mode(String path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(directory.resolve("root").resolve(path)));
  }

  @Test
  void aSecondRenderingReplacesTheFirst() throws IOException {
    rendered("first, and longer\n");

    assertThat(rendered("second\n")).isEqualTo("second\n");
  }
}
