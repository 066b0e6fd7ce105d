package org.muster.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What can happen to the nodes of a cluster of containers: done from outside, by the names that
 * their namespaces and containers have.
 */
final class Faults {
  private static final String TABLE = "faults";
  private static final String CHAIN = "passing";

  private final Remains remains;
  private final String cluster;

  Faults(Remains remains, String cluster) {
    this.remains = remains;
    this.cluster = cluster;
  }

  /** Takes the cable out: neither the coordinator nor another node is reached. */
  void cut(int hostNumber) throws Exception {
    inSwitch("ip", "link", "set", "p" + hostNumber, "down");
  }

  void heal(int hostNumber) throws Exception {
    inSwitch("ip", "link", "set", "p" + hostNumber, "up");
  }

  /** What the one sends no longer reaches the other; the other direction works. */
  void cutOneWay(int from, int to) throws Exception {
    drop("iifname", "p" + from, "oifname", "p" + to, "drop");
  }

  /** So many of a hundred frames between nodes are lost. */
  void lose(int percent) throws Exception {
    drop("numgen", "random", "mod", "100", "<", Integer.toString(percent), "drop");
  }

  private void drop(String... rule) throws Exception {
    inSwitch("nft", "add", "table", "bridge", TABLE);
    inSwitch(
        "nft", "add", "chain", "bridge", TABLE, CHAIN, "{ type filter hook forward priority 0 ; }");
    inSwitch(words(new String[] {"nft", "add", "rule", "bridge", TABLE, CHAIN}, rule));
  }

  void forgetRules() throws Exception {
    inSwitch("nft", "delete", "table", "bridge", TABLE);
  }

  /** It hangs: nothing runs, nothing answers, nothing is lost. */
  void freeze(String node) throws Exception {
    runc("pause", container(node));
  }

  void thaw(String node) throws Exception {
    runc("resume", container(node));
  }

  /** The power fails. */
  void crash(String node) throws Exception {
    runc("kill", container(node), "KILL");
  }

  void limitMemory(String node, int megabytes) throws Exception {
    String bytes = Long.toString((long) megabytes << 20);
    runc("update", "--memory", bytes, "--memory-swap", bytes, container(node));
  }

  /** The text that the node reads as a notice of its end, as spot machines get one. */
  void noticeOfEnd(Path metadata, String address, String at) throws Exception {
    String notice = "{\"action\": \"terminate\", \"time\": \"%s\"}".formatted(at);
    show(metadata.resolve(address).resolve("meta-data/spot/instance-action"), notice);
  }

  /** The text that the node reads as a hint that it may come to its end. */
  void recommendRebalance(Path metadata, String address, String at) throws Exception {
    String notice = "{\"noticeTime\": \"%s\"}".formatted(at);
    show(metadata.resolve(address).resolve("meta-data/events/recommendations/rebalance"), notice);
  }

  private static void show(Path file, String text) throws Exception {
    Path folder = Files.createDirectories(file.getParent());
    Path next = Files.writeString(folder.resolve(file.getFileName() + ".next"), text);
    Files.move(next, file);
  }

  private String container(String node) {
    return "%s.%s.%s".formatted(remains.mark(), cluster, node);
  }

  private void runc(String... command) throws Exception {
    String root = remains.run().resolve("runc").toString();
    Programs.run(words(new String[] {"runc", "--root", root}, command));
  }

  private void inSwitch(String... command) throws Exception {
    String namespace = "/run/netns/%s.%s".formatted(remains.mark(), cluster);
    Programs.run(words(new String[] {"nsenter", "--net=" + namespace}, command));
  }

  private static String[] words(String[] first, String[] then) {
    return Stream.of(first, then).flatMap(Stream::of).toArray(String[]::new);
  }
}
