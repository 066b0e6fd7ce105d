package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.coordinator.provider.PrivateFile;
import org.muster.protocol.Sha256;

/**
 * What a node may ask of itself: texts by the names that EC2 gives them.
 *
 * @param folder of the node, as the metadata service serves it
 */
record Metadata(Path folder) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String REGION = "local-1";
  private static final String ZONE = REGION + "a";

  Metadata {
    requireNonNull(folder, "folder is null");
  }

  /**
   * Who the node is.
   *
   * @param tags by name
   */
  record Identity(
      String instance,
      String image,
      String type,
      String hostName,
      String address,
      String publicAddress,
      SortedMap<String, String> tags) {}

  void write(Identity identity, Machine machine, String userData, long launchedAt)
      throws IOException {
    Map<String, String> texts = new TreeMap<>();
    texts.put("meta-data/ami-id", identity.image());
    texts.put("meta-data/hostname", identity.hostName());
    texts.put("meta-data/instance-id", identity.instance());
    texts.put("meta-data/instance-life-cycle", "on-demand");
    texts.put("meta-data/instance-type", identity.type());
    texts.put("meta-data/local-hostname", identity.hostName());
    texts.put("meta-data/local-ipv4", identity.address());
    texts.put("meta-data/placement/availability-zone", ZONE);
    texts.put("meta-data/placement/region", REGION);
    texts.put("meta-data/public-hostname", identity.publicAddress());
    texts.put("meta-data/public-ipv4", identity.publicAddress());
    texts.put("meta-data/block-device-mapping/root", "/");
    for (Volume volume : machine.volumes()) {
      texts.put("meta-data/block-device-mapping/" + volume.name(), volume.device());
    }
    identity.tags().forEach((name, value) -> texts.put("meta-data/tags/instance/" + name, value));
    texts.put("dynamic/instance-identity/document", document(identity, launchedAt));
    texts.put("user-data", userData);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      put(text.getKey(), text.getValue());
    }
  }

  private static String document(Identity identity, long launchedAt) throws IOException {
    SortedMap<String, Object> document = new TreeMap<>();
    document.put("architecture", Programs.run("uname", "-m").replace("aarch64", "arm64"));
    document.put("availabilityZone", ZONE);
    document.put("imageId", identity.image());
    document.put("instanceId", identity.instance());
    document.put("instanceType", identity.type());
    document.put("pendingTime", Instant.ofEpochMilli(launchedAt).toString());
    document.put("privateIp", identity.address());
    document.put("region", REGION);
    document.put("version", "2017-09-30");
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
  }

  /** The name of an image by what it is made of, in the manner of EC2. */
  static String imageName(Image image) {
    String layers =
        image.layers().stream().map(l -> l.getFileName().toString()).toList().toString();
    return "ami-" + Sha256.of(layers.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 17);
  }

  private void put(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    PrivateFile.replace(file, text);
  }
}
