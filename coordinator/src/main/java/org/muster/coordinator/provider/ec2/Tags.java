package org.muster.coordinator.provider.ec2;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.muster.coordinator.provider.Incarnation;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * What everything that we make is marked with, and found by.
 *
 * @param installation whose coordinators share an authority; other people's clusters of the same
 *     name are none of our business
 */
record Tags(String installation) {
  static final String PREFIX = "muster:";
  static final String INSTALLATION = PREFIX + "installation";
  static final String CLUSTER = PREFIX + "cluster";
  static final String INCARNATION = PREFIX + "incarnation";
  static final String LAUNCH = PREFIX + "launch";
  static final String GROUP = PREFIX + "group";
  static final String ROLE = PREFIX + "role";

  Map<String, String> of(Incarnation life) {
    Map<String, String> tags = new TreeMap<>();
    tags.put(INSTALLATION, installation);
    tags.put(CLUSTER, life.cluster().value());
    tags.put(INCARNATION, Long.toString(life.number()));
    return tags;
  }

  List<Filter> filters(Incarnation life) {
    return filters(of(life));
  }

  static List<Filter> filters(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> filter("tag:" + tag.getKey(), tag.getValue()))
        .toList();
  }

  static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  static TagSpecification on(ResourceType kind, Map<String, String> tags) {
    return TagSpecification.builder()
        .resourceType(kind)
        .tags(
            tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .build();
  }
}
