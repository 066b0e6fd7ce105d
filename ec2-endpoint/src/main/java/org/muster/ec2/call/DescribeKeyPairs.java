package org.muster.ec2.call;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muster.ec2.books.KeyEntry;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Filters;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Shows key pairs, as they were a moment ago; all of them, since the call has no pages. */
final class DescribeKeyPairs implements Call {
  @Override
  public Set<String> parameters() {
    return Takes.of(
        "KeyName.N", "KeyPairId.N", "IncludePublicKey", "Filter.N.Name", "Filter.N.Value.N");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    List<KeyEntry> shown = region.keys().shown();
    List<String> names = asked.list("KeyName");
    List<String> ids = asked.list("KeyPairId");
    check(names, shown.stream().map(KeyEntry::name).toList(), "key pair");
    check(ids, shown.stream().map(KeyEntry::id).toList(), "key pair ID");
    boolean tellsKey = asked.flag("IncludePublicKey").orElse(false);
    Filters filters = Filters.of(asked);
    xml.items(
        "keySet",
        shown.stream()
            .filter(each -> names.isEmpty() || names.contains(each.name()))
            .filter(each -> ids.isEmpty() || ids.contains(each.id()))
            .filter(each -> filters.match(each.tags(), name -> values(each, name)))
            .toList(),
        (item, key) -> write(item, key, tellsKey));
  }

  private static void check(List<String> wanted, List<String> there, String what) {
    for (String each : wanted) {
      if (!there.contains(each)) {
        throw Ec2Refusal.of("InvalidKeyPair.NotFound", "The %s '%s' does not exist", what, each);
      }
    }
  }

  private static Optional<Collection<String>> values(KeyEntry key, String filter) {
    return Optional.ofNullable(
        switch (filter) {
          case "key-pair-id" -> List.of(key.id());
          case "key-name" -> List.of(key.name());
          case "fingerprint" -> List.of(key.key().fingerprint());
          default -> null;
        });
  }

  private static void write(Xml xml, KeyEntry key, boolean tellsKey) {
    CreateKeyPair.write(xml, key);
    xml.put("keyType", key.key().kind().label()).put("createTime", key.madeAt());
    if (tellsKey) {
      xml.put("publicKey", key.line());
    }
  }
}
