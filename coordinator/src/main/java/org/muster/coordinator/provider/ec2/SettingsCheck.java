package org.muster.coordinator.provider.ec2;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.spec.GroupSpec;
import org.muster.coordinator.core.spec.Rebalance;
import org.muster.coordinator.core.yaml.Spelling;

/** Finds all mistakes in what a spec says to EC2, without asking EC2. */
final class SettingsCheck {
  private static final int MOST_VOLUMES = 20;
  private static final int MOST_TAGS = 40;
  private static final int MOST_USER_DATA = 14_000;
  // An instance lets its tags be read as paths of the metadata service, which allows only these.
  private static final String TAG = "[A-Za-z0-9+=.,_:@-]{1,128}";

  private static final Map<String, Rule> OF_CLUSTER = new TreeMap<>();
  private static final Map<String, Rule> OF_GROUP = new TreeMap<>();
  private static final Map<String, Rule> OF_VOLUME = new TreeMap<>();

  /** What a value has to look like, and how that is said. */
  private record Rule(String form, String wanted) {}

  static {
    OF_CLUSTER.put("region", new Rule("[a-z]{2}(-[a-z]+)+-[0-9]", "a region such as eu-central-1"));
    OF_CLUSTER.put("profile", new Rule("\\S.*", "the name of a profile"));
    OF_CLUSTER.put("endpoint_url", new Rule("https?://[^\\s/]+(/\\S*)?", "an HTTP address"));
    OF_CLUSTER.put("identity", new Rule("document|token", "document or token"));
    OF_CLUSTER.put("metadata", new Rule("root|all", "root or all"));
    OF_CLUSTER.put("security_groups", listOf("sg-[0-9a-f]+", "ids such as sg-0a1b2c3d"));
    OF_CLUSTER.put("additional_security_groups", listOf("sg-[0-9a-f]+", "ids such as sg-0a1b2c3d"));
    OF_CLUSTER.put("inbound", listOf("[^,]+", "a list such as ['10.0.0.0/8 8080-8081']"));
    OF_GROUP.put(
        "image",
        new Rule(
            "ami-[0-9a-f]+|ssm:/?[A-Za-z0-9_./-]+|[^:]{3,128}",
            "an id such as ami-0a1b2c3d, the name of an image, or ssm: and a parameter"));
    OF_GROUP.put("types", listOf("[a-z0-9.-]+", "a list of types such as [m6i.large, m6a.large]"));
    OF_GROUP.put("spot", flag());
    OF_GROUP.put(Rebalance.SETTING, new Rule("notice|replace", "notice or replace"));
    OF_GROUP.put("max_price", new Rule("[0-9]{1,4}(\\.[0-9]{1,5})?", "dollars such as 0.05"));
    OF_GROUP.put("subnets", listOf("subnet-[0-9a-f]+", "ids such as subnet-0a1b2c3d"));
    OF_GROUP.put("zone", new Rule("[a-z]{2}(-[a-z0-9]+)+", "a zone such as eu-central-1a"));
    OF_GROUP.put("placement_group", new Rule(".{1,255}", "the name of a placement group"));
    OF_GROUP.put("tenancy", new Rule("default|dedicated|host", "default, dedicated or host"));
    OF_GROUP.put("public_address", flag());
    OF_GROUP.put("instance_profile", new Rule("\\S{1,2048}", "the name or ARN of a profile"));
    OF_GROUP.put("key_pair", new Rule(".{1,255}", "the name of a key pair"));
    OF_GROUP.put("shutdown_behavior", new Rule("stop|terminate", "stop or terminate"));
    OF_GROUP.put("ebs_optimized", flag());
    OF_GROUP.put(
        "user_data",
        new Rule(
            "(?s)(#!|#cloud-config\\b).*", "a script with '#!' in front, or a '#cloud-config'"));
    OF_VOLUME.put("size", number("GiB from 1 to 65536"));
    OF_VOLUME.put(
        "type", new Rule("gp3|gp2|io1|io2|st1|sc1|standard", "gp3, gp2, io1, io2, st1 or sc1"));
    OF_VOLUME.put("iops", number("a number of operations"));
    OF_VOLUME.put("throughput", number("a number of MiB/s"));
    OF_VOLUME.put("encrypted", flag());
    OF_VOLUME.put("kms_key", new Rule("\\S+", "the id, alias or ARN of a key"));
    OF_VOLUME.put("device", new Rule("/dev/[a-z0-9]+", "a device such as /dev/sdf"));
  }

  private final List<String> mistakes = new ArrayList<>();

  private SettingsCheck() {}

  static List<String> mistakes(ClusterSpec spec) {
    SettingsCheck check = new SettingsCheck();
    Map<String, String> provider = spec.provider().settings();
    Set<String> known = new TreeSet<>(OF_CLUSTER.keySet());
    known.addAll(OF_GROUP.keySet());
    known.remove("types");
    check.settings("provider", provider, known);
    check.openings(provider);
    for (GroupSpec group : spec.groups()) {
      check.group(group, provider);
    }
    return List.copyOf(new LinkedHashSet<>(check.mistakes));
  }

  /** All settings that there are, wherever they may stand. */
  static Set<String> names() {
    Set<String> all = new TreeSet<>(SettingWords.FAMILIES);
    all.addAll(OF_CLUSTER.keySet());
    all.addAll(OF_GROUP.keySet());
    all.addAll(OF_VOLUME.keySet());
    return all;
  }

  private void group(GroupSpec group, Map<String, String> provider) {
    String where = "the %s group".formatted(group.role().label());
    for (String name : group.settings().keySet()) {
      if (OF_CLUSTER.containsKey(name)) {
        mistakes.add(
            "%s: '%s' is for the whole cluster; put it under provider".formatted(where, name));
      }
    }
    Map<String, String> own = new TreeMap<>(group.settings());
    own.keySet().removeAll(OF_CLUSTER.keySet());
    settings(where, own, OF_GROUP.keySet());
    types(where, group);
    Map<String, String> all = SettingWords.ofGroup(provider, group.settings());
    if (!all.containsKey("image")) {
      mistakes.add(
          "%s has no image; set 'image' under provider to the AMI that carries the agent"
              .formatted(where));
    }
    together(where, all);
  }

  private void types(String where, GroupSpec group) {
    for (String type : InstanceTypes.of(group.type(), group.settings())) {
      if (!InstanceTypes.isOne(type)) {
        mistakes.add(
            "%s: '%s' is no type of EC2, such as m6i.large; small, medium and large are known too"
                .formatted(where, type));
      }
    }
  }

  private void together(String where, Map<String, String> all) {
    if (all.containsKey("max_price") && !"true".equals(all.get("spot"))) {
      mistakes.add("%s: max_price is for spot instances; add spot: true".formatted(where));
    }
    if (all.containsKey("zone") && all.containsKey("subnets")) {
      mistakes.add("%s: a subnet is in a zone already; leave out zone or subnets".formatted(where));
    }
    if (all.containsKey("public_address") && !all.containsKey("subnets")) {
      mistakes.add("%s: public_address needs subnets; name one".formatted(where));
    }
    if ("false".equals(all.get("root_volume.encrypted"))
        && all.containsKey("root_volume.kms_key")) {
      mistakes.add("%s: root_volume has a kms_key but is not encrypted".formatted(where));
    }
    if (all.getOrDefault("image", "").startsWith("ssm:")
        && !SettingWords.below(all, "root_volume").isEmpty()
        && !all.containsKey("root_volume.device")) {
      mistakes.add(
          "%s: which device the root volume of an 'ssm:' image is, is not known; add 'device', such as /dev/xvda, to root_volume"
              .formatted(where));
    }
    if (all.getOrDefault("user_data", "").length() > MOST_USER_DATA) {
      mistakes.add(
          "%s: user_data is longer than %d characters, and EC2 takes 16 KiB with what the agent has to be told; let it fetch the rest"
              .formatted(where, MOST_USER_DATA));
    }
    if (SettingWords.below(all, "tags").size() > MOST_TAGS) {
      mistakes.add("%s has more than %d tags".formatted(where, MOST_TAGS));
    }
  }

  private void settings(String where, Map<String, String> settings, Set<String> known) {
    Set<String> names = new HashSet<>(known);
    names.addAll(SettingWords.FAMILIES);
    for (Map.Entry<String, String> said : settings.entrySet()) {
      String name = said.getKey();
      String head = SettingWords.head(name);
      if (name.startsWith("tags.")) {
        tag(where, name.substring("tags.".length()), said.getValue());
      } else if (name.startsWith("volumes.") || name.startsWith("root_volume.")) {
        volume(where, name, said.getValue());
      } else if (known.contains(name)) {
        value(where, name, said.getValue(), rule(name));
      } else {
        mistakes.add(
            "%s has no setting '%s'; %s".formatted(where, name, Spelling.wayOut(head, names)));
      }
    }
  }

  private static Rule rule(String name) {
    return OF_CLUSTER.containsKey(name) ? OF_CLUSTER.get(name) : OF_GROUP.get(name);
  }

  private void value(String where, String name, String value, Rule rule) {
    if (!value.matches(rule.form())) {
      String shown = name.equals("user_data") ? "" : " '" + value + "'";
      mistakes.add("%s: %s is%s but must be %s".formatted(where, name, shown, rule.wanted()));
    }
  }

  private void volume(String where, String name, String value) {
    String field = name.substring(name.lastIndexOf('.') + 1);
    boolean isRoot = name.startsWith("root_volume.");
    boolean isOrdinal = isRoot || name.matches("volumes\\.[0-9]{1,2}\\.[a-z_]+");
    if (!isOrdinal || !OF_VOLUME.containsKey(field)) {
      mistakes.add(
          "%s has no setting '%s'; a volume has %s"
              .formatted(where, name, String.join(", ", OF_VOLUME.keySet())));
      return;
    }
    if (!isRoot && Integer.parseInt(name.split("\\.")[1]) >= MOST_VOLUMES) {
      mistakes.add("%s has more than %d volumes".formatted(where, MOST_VOLUMES));
    }
    value(where, name, value, OF_VOLUME.get(field));
  }

  private void tag(String where, String key, String value) {
    if (!key.matches(TAG) || key.startsWith("aws:") || key.startsWith(Tags.PREFIX)) {
      mistakes.add(
          "%s: the tag '%s' must be letters, digits or one of + = . , _ : @ - and begin with neither aws: nor %s"
              .formatted(where, key, Tags.PREFIX));
    }
    if (value.length() > 256) {
      mistakes.add("%s: the tag '%s' is longer than 256 characters".formatted(where, key));
    }
  }

  private void openings(Map<String, String> provider) {
    for (String text : SettingWords.list(provider, "inbound")) {
      if (FirewallWish.Opening.parse(text).isEmpty()) {
        mistakes.add(
            "provider: inbound has '%s' but must have addresses and TCP ports, such as '10.0.0.0/8 8080-8081'"
                .formatted(text));
      }
    }
    if (provider.containsKey("security_groups") && provider.containsKey("inbound")) {
      mistakes.add(
          "provider: inbound is for the group that Muster makes; open the ports in your security_groups");
    }
  }

  private static Rule listOf(String item, String wanted) {
    return new Rule("%s(,\\s*%s)*".formatted(item, item), wanted);
  }

  private static Rule flag() {
    return new Rule("true|false", "true or false");
  }

  private static Rule number(String wanted) {
    return new Rule("[1-9][0-9]{0,5}", wanted);
  }
}
