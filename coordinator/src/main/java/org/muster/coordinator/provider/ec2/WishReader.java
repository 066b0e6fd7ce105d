package org.muster.coordinator.provider.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes a wish of a group's settings, which {@link SettingsCheck} has found to be right. */
final class WishReader {
  private static final String USUAL_TYPE = "gp3";

  private WishReader() {}

  static InstanceWish read(String type, Map<String, String> settings) {
    return new InstanceWish(
        settings.getOrDefault("image", ""),
        InstanceTypes.of(type, settings),
        new InstanceWish.Market(
            SettingWords.flag(settings, "spot").orElse(false), text(settings, "max_price")),
        new InstanceWish.Place(
            SettingWords.list(settings, "subnets"),
            text(settings, "zone"),
            text(settings, "placement_group"),
            text(settings, "tenancy"),
            SettingWords.flag(settings, "public_address")),
        new InstanceWish.Access(
            text(settings, "instance_profile"),
            text(settings, "key_pair"),
            text(settings, "shutdown_behavior"),
            SettingWords.flag(settings, "ebs_optimized")),
        volumes(settings),
        settings.getOrDefault("user_data", ""),
        SettingWords.below(settings, "tags"));
  }

  private static List<VolumeWish> volumes(Map<String, String> settings) {
    List<VolumeWish> volumes = new ArrayList<>();
    Map<String, String> root = SettingWords.below(settings, "root_volume");
    if (!root.isEmpty()) {
      volumes.add(volume(text(root, "device"), root));
    }
    Map<String, String> others = SettingWords.below(settings, "volumes");
    List<String> ordinals = others.keySet().stream().map(SettingWords::head).distinct().toList();
    for (String ordinal : ordinals) {
      Map<String, String> own = SettingWords.below(others, ordinal);
      // Names from f on are those that EC2 recommends for data.
      String usual = "/dev/sd" + (char) ('f' + Integer.parseInt(ordinal));
      volumes.add(volume(Optional.of(own.getOrDefault("device", usual)), own));
    }
    return volumes;
  }

  private static VolumeWish volume(Optional<String> device, Map<String, String> said) {
    return new VolumeWish(
        device,
        number(said, "size"),
        said.getOrDefault("type", USUAL_TYPE),
        number(said, "iops"),
        number(said, "throughput"),
        SettingWords.flag(said, "encrypted").orElse(true),
        text(said, "kms_key"));
  }

  private static Optional<String> text(Map<String, String> settings, String name) {
    return Optional.ofNullable(settings.get(name)).filter(text -> !text.isEmpty());
  }

  private static OptionalInt number(Map<String, String> settings, String name) {
    return settings.containsKey(name)
        ? OptionalInt.of(Integer.parseInt(settings.get(name)))
        : OptionalInt.empty();
  }
}
