package org.muster.ec2.books;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a call wants its instances to be.
 *
 * @param subnet where they go
 * @param groups ids of security groups
 * @param userData as the machines are to see it
 * @param key the pair whose owner gets in
 * @param other words that are kept and shown as they came, such as {@code EbsOptimized}
 */
public record RunWish(
    ImageEntry image,
    String type,
    SubnetEntry subnet,
    List<GroupEntry> groups,
    String userData,
    Optional<String> clientToken,
    boolean isSpot,
    List<VolumeWish> volumes,
    SortedMap<String, String> instanceTags,
    SortedMap<String, String> volumeTags,
    Optional<KeyEntry> key,
    Map<String, String> other) {
  public RunWish {
    groups = List.copyOf(groups);
    volumes = List.copyOf(volumes);
    instanceTags = new TreeMap<>(instanceTags);
    volumeTags = new TreeMap<>(volumeTags);
    other = Map.copyOf(other);
  }
}
