package org.muster.agent.step;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.muster.protocol.CoordinatorMessage.Briefing;
import org.muster.protocol.Facts;
import org.muster.protocol.Member;
import org.muster.protocol.ModuleBundle;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;
import org.muster.protocol.StepKey;

/** The documented environment of a step: all that a script finds, and nothing else. Pure. */
public final class StepEnvironment {
  private static final String SYSTEM_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final NodePlaces places;
  private final Facts facts;
  private final String javaHome;
  private final boolean buildsImage;

  /**
   * @param buildsImage whether the node is made to be frozen: no cluster will ever run on it
   */
  public StepEnvironment(NodePlaces places, Facts facts, String javaHome, boolean buildsImage) {
    this.places = places;
    this.facts = facts;
    this.javaHome = javaHome;
    this.buildsImage = buildsImage;
  }

  /** Later lines win: what a cluster sets, then what scripts exported, then what is so. */
  Map<String, String> of(
      StepKey step, Briefing briefing, Map<String, String> exported, Path moduleDirectory) {
    Map<String, String> environment = new TreeMap<>(defaults());
    environment.putAll(briefing.variables());
    environment.putAll(briefing.secrets());
    environment.putAll(exported);
    putMembers(step, briefing, environment);
    putNode(environment);
    putStep(step, environment);
    environment.put("MODULES", lines(briefing.modules(), module -> module.name().value()));
    environment.put("MUSTER_MODULE_DIR", moduleDirectory.toString());
    return environment;
  }

  private static Map<String, String> defaults() {
    return Map.of(
        "SPARK_WORKER_INSTANCES", "1",
        "SPARK_MASTER_OPTS", "",
        "SWAP_MB", "1024",
        "VERBOSE", "",
        "PATH", SYSTEM_PATH,
        "LANG", "C.UTF-8");
  }

  private void putStep(StepKey step, Map<String, String> environment) {
    environment.put("MUSTER_CLUSTER", step.cluster().value());
    environment.put("MUSTER_DEPLOYMENT", step.deployment().value());
    environment.put("MUSTER_NODE", step.node().value());
    environment.put("MUSTER_PHASE", step.phase().label());
    environment.put("MUSTER_MODULE", step.module().value());
    environment.put("MUSTER_ATTEMPT", "" + step.attempt());
    environment.put("MUSTER_STEP", step.toString());
    environment.put("MUSTER_STEP_DIR", places.steps().resolve(step.directoryName()).toString());
  }

  private void putNode(Map<String, String> environment) {
    String root = places.root();
    environment.put("MUSTER_ROOT", root);
    environment.put("MUSTER_STATE", places.state().toString());
    environment.put("MUSTER_NODE_DIR", places.state().toString());
    environment.put("MUSTER_IMAGE_BUILD", buildsImage ? "1" : "");
    environment.put("MUSTER_ADDRESS", facts.address());
    environment.put("MUSTER_ISOLATION", facts.isolation());
    environment.put("MUSTER_DATA_DIRS", String.join(",", facts.dataDirs()));
    environment.put("MUSTER_MEMORY_MB", "" + facts.memoryMb());
    environment.put("MUSTER_CORES", "" + facts.cores());
    environment.put("MUSTER_PORT_OFFSET", "" + facts.portOffset());
    environment.put("HDFS_DATA_DIRS", dataDirs("/ephemeral-hdfs/data"));
    environment.put("MAPRED_LOCAL_DIRS", dataDirs("/hadoop/mrlocal"));
    environment.put("SPARK_LOCAL_DIRS", dataDirs("/spark"));
    environment.put("PRIVATE_DNS", facts.hostName());
    environment.put(
        "PUBLIC_DNS", facts.publicAddress().isEmpty() ? facts.hostName() : facts.publicAddress());
    environment.put("HOSTNAME", facts.hostName());
    environment.putIfAbsent("JAVA_HOME", javaHome);
    environment.put("HOME", root + "/root");
    environment.put(
        "PATH",
        "%s/usr/local/bin:%s/bin:%s"
            .formatted(root, environment.get("JAVA_HOME"), environment.get("PATH")));
  }

  private void putMembers(StepKey step, Briefing briefing, Map<String, String> environment) {
    List<Member> members = briefing.members();
    List<Member> masters = withRole(briefing.staying(), Role.MASTER);
    List<Member> workers = withRole(briefing.staying(), Role.WORKER);
    Optional<Member> self =
        members.stream().filter(member -> member.node().equals(step.node())).findFirst();
    environment.put("MUSTER_ROLE", self.map(Member::role).orElse(roleOf(step.node())).label());
    environment.put("MUSTER_INDEX", "" + self.map(Member::index).orElse(0));
    environment.put("MUSTER_MASTERS", names(masters));
    environment.put("MUSTER_WORKERS", names(workers));
    environment.put("MASTERS", lines(masters, Member::address));
    environment.put("SLAVES", lines(workers, Member::address));
    environment.put("NUM_MASTERS", "" + masters.size());
    environment.put("OTHER_MASTERS", lines(masters.stream().skip(1).toList(), Member::address));
    if (step.phase() == Phase.JOIN || step.phase() == Phase.LEAVE) {
      environment.put("JOINING", spaced(briefing.joining()));
      environment.put(
          "JOINING_ADDRESSES", lines(those(members, briefing.joining()), Member::address));
      environment.put("LEAVING", spaced(briefing.leaving()));
      environment.put(
          "LEAVING_ADDRESSES", lines(those(members, briefing.leaving()), Member::address));
    }
  }

  /** Before the membership is known, a node's name says its role. */
  private static Role roleOf(NodeId node) {
    return node.value().startsWith(Role.MASTER.label()) ? Role.MASTER : Role.WORKER;
  }

  private String dataDirs(String below) {
    return facts.dataDirs().stream().map(directory -> directory + below).collect(joining(","));
  }

  private static List<Member> withRole(List<Member> members, Role role) {
    return members.stream().filter(member -> member.role() == role).toList();
  }

  private static List<Member> those(List<Member> members, List<NodeId> nodes) {
    return members.stream().filter(member -> nodes.contains(member.node())).toList();
  }

  private static String names(List<Member> members) {
    return members.stream().map(member -> member.node().value()).collect(joining(" "));
  }

  private static String spaced(List<NodeId> nodes) {
    return nodes.stream().map(NodeId::value).collect(joining(" "));
  }

  private static <T> String lines(List<T> items, Function<T, String> text) {
    return items.stream().map(text).collect(joining("\n"));
  }

  /** The module's own line in a briefing. */
  static Optional<ModuleBundle> bundleOf(StepKey step, Briefing briefing) {
    return briefing.modules().stream()
        .filter(bundle -> bundle.name().equals(step.module()))
        .findFirst();
  }
}
