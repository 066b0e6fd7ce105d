package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.muster.coordinator.provider.local.NodeSize;

/**
 * What runc is told of a container.
 *
 * @param name of the container and its control group
 * @param namespace of the network: a file, or MACHINE_NETWORK; empty for one of its own with
 *     nothing in it
 * @param command its first process
 * @param shared folders of the machine that it may read, by their place in the container
 */
record ContainerConfig(
    String name,
    Path root,
    String hostName,
    String namespace,
    NodeSize size,
    List<String> command,
    Map<String, Path> shared,
    List<AttachedVolume> volumes) {
  /** In place of a namespace: the network of the machine. */
  static final String MACHINE_NETWORK = "machine";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path LXCFS = Path.of("/var/lib/lxcfs/proc");
  private static final Path FUSE = Path.of("/dev/fuse");
  private static final int FUSE_MAJOR = 10;
  private static final int FUSE_MINOR = 229;
  private static final int CPU_PERIOD = 100_000;
  private static final int MOST_PROCESSES = 8_192;

  /** What a machine's root may, but not what changes the machine that all nodes share. */
  private static final List<String> CAPABILITIES =
      List.of(
          "CAP_AUDIT_WRITE",
          "CAP_CHOWN",
          "CAP_DAC_OVERRIDE",
          "CAP_DAC_READ_SEARCH",
          "CAP_FOWNER",
          "CAP_FSETID",
          "CAP_IPC_LOCK",
          "CAP_IPC_OWNER",
          "CAP_KILL",
          "CAP_LEASE",
          "CAP_LINUX_IMMUTABLE",
          "CAP_MKNOD",
          "CAP_NET_ADMIN",
          "CAP_NET_BIND_SERVICE",
          "CAP_NET_BROADCAST",
          "CAP_NET_RAW",
          "CAP_SETFCAP",
          "CAP_SETGID",
          "CAP_SETPCAP",
          "CAP_SETUID",
          "CAP_SYS_ADMIN",
          "CAP_SYS_CHROOT",
          "CAP_SYS_NICE",
          "CAP_SYS_PTRACE",
          "CAP_SYS_TTY_CONFIG");

  /** Settings of the kernel that is everybody's. */
  private static final List<String> ONLY_READ =
      List.of(
          "/proc/bus",
          "/proc/fs",
          "/proc/irq",
          "/proc/sys/fs",
          "/proc/sys/vm",
          "/proc/sysrq-trigger");

  ContainerConfig {
    requireNonNull(name, "name is null");
    requireNonNull(root, "root is null");
    requireNonNull(size, "size is null");
    command = List.copyOf(command);
    shared = new TreeMap<>(shared);
    volumes = List.copyOf(volumes);
  }

  String json() throws JsonProcessingException {
    Map<String, Object> config = new TreeMap<>();
    config.put("ociVersion", "1.0.2");
    config.put("hostname", hostName);
    config.put("root", Map.of("path", root.toString(), "readonly", false));
    config.put("process", process());
    config.put("mounts", mounts());
    config.put("linux", linux());
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(config);
  }

  private Map<String, Object> process() {
    return Map.of(
        "terminal",
        false,
        "user",
        Map.of("uid", 0, "gid", 0),
        "args",
        command,
        "env",
        List.of(
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME=/root",
            "LANG=C.UTF-8",
            "container=muster"),
        "cwd",
        "/",
        "capabilities",
        Map.of(
            "bounding", CAPABILITIES,
            "effective", CAPABILITIES,
            "inheritable", CAPABILITIES,
            "permitted", CAPABILITIES));
  }

  private List<Map<String, Object>> mounts() {
    List<Map<String, Object>> mounts = new ArrayList<>();
    mounts.add(mount("/proc", "proc"));
    mounts.add(mount("/dev", "tmpfs", "nosuid", "mode=755"));
    mounts.add(mount("/dev/pts", "devpts", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"));
    mounts.add(
        mount("/dev/shm", "tmpfs", "nosuid", "nodev", "size=%dm".formatted(size.memoryMb() / 2)));
    mounts.add(mount("/dev/mqueue", "mqueue", "nosuid", "noexec", "nodev"));
    mounts.add(mount("/run", "tmpfs", "nosuid", "nodev", "mode=755"));
    mounts.add(mount("/sys", "sysfs", "nosuid", "noexec", "nodev", "ro"));
    // By this the JVM learns its limits.
    mounts.add(mount("/sys/fs/cgroup", "cgroup", "nosuid", "noexec", "nodev", "ro"));
    shared.forEach((place, folder) -> mounts.add(bound(folder, place, "ro")));
    for (String file : List.of("cpuinfo", "diskstats", "loadavg", "meminfo", "stat", "uptime")) {
      if (Files.isReadable(LXCFS.resolve(file))) {
        mounts.add(bound(LXCFS.resolve(file), "/proc/" + file, "ro"));
      }
    }
    return mounts;
  }

  private static Map<String, Object> mount(String place, String type, String... options) {
    return Map.of("destination", place, "type", type, "source", type, "options", options);
  }

  private static Map<String, Object> bound(Path source, String place, String mode) {
    return Map.of(
        "destination",
        place,
        "type",
        "bind",
        "source",
        source.toString(),
        "options",
        List.of("rbind", "nosuid", "nodev", mode));
  }

  private Map<String, Object> linux() {
    List<Map<String, String>> namespaces = new ArrayList<>();
    for (String type : List.of("pid", "ipc", "uts", "mount", "cgroup")) {
      namespaces.add(Map.of("type", type));
    }
    if (namespace.isEmpty()) {
      namespaces.add(Map.of("type", "network"));
    } else if (!namespace.equals(MACHINE_NETWORK)) {
      namespaces.add(Map.of("type", "network", "path", namespace));
    }
    return Map.of(
        "cgroupsPath",
        "/" + name,
        "namespaces",
        namespaces,
        "resources",
        resources(),
        "devices",
        devices(),
        "readonlyPaths",
        ONLY_READ);
  }

  private Map<String, Object> resources() {
    long bytes = size.memoryMb() << 20;
    List<Map<String, Object>> allowed = new ArrayList<>();
    allowed.add(Map.of("allow", false, "access", "rwm"));
    for (Map<String, Object> device : devices()) {
      allowed.add(
          Map.of(
              "allow",
              true,
              "type",
              device.get("type"),
              "major",
              device.get("major"),
              "minor",
              device.get("minor"),
              "access",
              "rwm"));
    }
    return Map.of(
        // No swap: a node that is full is full, and not slow.
        "memory", Map.of("limit", bytes, "swap", bytes),
        "cpu",
            Map.of(
                "quota", (long) size.cores() * CPU_PERIOD,
                "period", CPU_PERIOD,
                "shares", 1024L * size.cores()),
        "pids", Map.of("limit", MOST_PROCESSES),
        "devices", allowed);
  }

  private List<Map<String, Object>> devices() {
    List<Map<String, Object>> devices = new ArrayList<>();
    if (Files.exists(FUSE)) {
      devices.add(device("/dev/fuse", "c", FUSE_MAJOR, FUSE_MINOR, 0666));
    }
    for (AttachedVolume volume : volumes) {
      devices.add(device(volume.device(), "b", volume.major(), volume.minor(), 0660));
    }
    return devices;
  }

  private static Map<String, Object> device(
      String path, String type, int major, int minor, int mode) {
    return Map.of(
        "path",
        path,
        "type",
        type,
        "major",
        major,
        "minor",
        minor,
        "fileMode",
        mode,
        "uid",
        0,
        "gid",
        0);
  }
}
