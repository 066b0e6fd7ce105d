package org.muster.ec2.call;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Tags as calls spell them. */
final class TagList {
  private static final int MOST = 50;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;

  private TagList() {}

  /** What {@code TagSpecification} says for one kind of thing. */
  static SortedMap<String, String> specified(Parameters asked, String kind) {
    SortedMap<String, String> tags = new TreeMap<>();
    for (Parameters part : asked.parts("TagSpecification")) {
      if (part.required("ResourceType").equals(kind)) {
        tags.putAll(read(part));
      }
    }
    return tags;
  }

  /** The same where all other kinds are mistakes. */
  static SortedMap<String, String> specifiedOnly(Parameters asked, String kind, String... others) {
    for (Parameters part : asked.parts("TagSpecification")) {
      String named = part.required("ResourceType");
      if (!named.equals(kind) && !List.of(others).contains(named)) {
        throw Ec2Refusal.of(
            "InvalidParameterValue",
            "'%s' is not a valid taggable resource type for this operation.",
            named);
      }
    }
    return specified(asked, kind);
  }

  static SortedMap<String, String> read(Parameters asked) {
    SortedMap<String, String> tags = new TreeMap<>();
    for (Parameters tag : asked.parts("Tag")) {
      String key = tag.required("Key");
      String value = tag.text("Value").orElse("");
      check(key, value);
      if (tags.put(key, value) != null) {
        throw Ec2Refusal.of("InvalidParameterValue", "Duplicate tag key '%s' specified.", key);
      }
    }
    if (tags.size() > MOST) {
      throw Ec2Refusal.of("TagLimitExceeded", "The maximum number of tags is %d", MOST);
    }
    return tags;
  }

  private static void check(String key, String value) {
    if (key.startsWith("aws:")) {
      throw Ec2Refusal.of(
          "InvalidParameterValue",
          "Value ( %s ) for parameter key is invalid. Tag keys starting with 'aws:' are reserved for internal use",
          key);
    }
    if (key.length() > LONGEST_KEY || value.length() > LONGEST_VALUE) {
      throw Ec2Refusal.of("InvalidParameterValue", "The tag '%s' is too long", key);
    }
  }

  static void write(Xml xml, Map<String, String> tags) {
    xml.items(
        "tagSet",
        tags.entrySet(),
        (item, tag) -> item.put("key", tag.getKey()).put("value", tag.getValue()));
  }
}
