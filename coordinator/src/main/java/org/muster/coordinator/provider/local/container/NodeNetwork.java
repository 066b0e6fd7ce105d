package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;

/**
 * A node's connection to the switch of its cluster.
 *
 * @param namespace of the node
 * @param ofSwitch the namespace of the switch
 * @param hostNumber says which port of the switch it has
 */
record NodeNetwork(String namespace, String ofSwitch, int hostNumber) {
  NodeNetwork {
    requireNonNull(namespace, "namespace is null");
    requireNonNull(ofSwitch, "ofSwitch is null");
  }

  /** Plugs it in, in place of whatever was there. */
  void connect(String address) {
    disconnect();
    String port = "p" + hostNumber;
    Programs.run("ip", "netns", "add", namespace);
    Programs.run(
        "ip", "link", "add", "eth0", "netns", namespace, "type", "veth", "peer", "name", port,
        "netns", ofSwitch);
    Programs.run("ip", "-n", ofSwitch, "link", "set", port, "master", Switch.BRIDGE, "up");
    inNode("addr", "add", address + "/" + Subnet.PREFIX, "dev", "eth0");
    inNode("link", "set", "eth0", "up");
    inNode("link", "set", "lo", "up");
    inNode("route", "add", Subnet.METADATA, "dev", "eth0");
  }

  private void inNode(String... words) {
    String[] all = new String[words.length + 3];
    all[0] = "ip";
    all[1] = "-n";
    all[2] = namespace;
    System.arraycopy(words, 0, all, 3, words.length);
    Programs.run(all);
  }

  /** Takes the cable out and the namespace away; nothing when there is none. */
  void disconnect() {
    if (Files.exists(ContainerNames.namespace(ofSwitch))) {
      Programs.Outcome gone =
          Programs.attempt("ip", "-n", ofSwitch, "link", "del", "p" + hostNumber);
      assert gone.exitCode() >= 0; // most often there is none
    }
    removeNamespace(namespace);
  }

  /** Also ends the processes that live there, and would keep it. */
  static void removeWithAllInside(String name) {
    endAllInside(name);
    removeNamespace(name);
  }

  static void endAllInside(String name) {
    if (!Files.exists(ContainerNames.namespace(name))) {
      return;
    }
    for (String pid : Programs.run("ip", "netns", "pids", name).split("\\s+")) {
      if (!pid.isEmpty()) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  static void removeNamespace(String name) {
    if (Files.exists(ContainerNames.namespace(name))) {
      Programs.run("ip", "netns", "del", name);
    }
  }
}
