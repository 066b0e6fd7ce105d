package org.muster.ec2.call;

import java.util.Optional;
import java.util.Set;
import org.muster.ec2.books.KeyEntry;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Forgets a key pair; by name also one that is not there. */
final class DeleteKeyPair implements Call {
  private static final String NAME = "KeyName";
  private static final String ID = "KeyPairId";

  @Override
  public Set<String> parameters() {
    return Takes.of(NAME, ID);
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    Optional<KeyEntry> found = found(asked, region);
    found.ifPresent(region.keys()::remove);
    xml.put("return", true).put("keyPairId", found.map(KeyEntry::id));
  }

  private static Optional<KeyEntry> found(Parameters asked, Region region) {
    if (asked.text(NAME).isPresent() && asked.text(ID).isPresent()) {
      throw Ec2Refusal.of(
          "InvalidParameterCombination",
          "The parameter %s cannot be used with the parameter %s",
          NAME,
          ID);
    }
    if (asked.text(ID).isEmpty()) {
      return region.keys().named(asked.required(NAME));
    }
    String id = asked.required(ID);
    return Optional.of(
        region.keys().there().stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    Ec2Refusal.of(
                        "InvalidKeyPair.NotFound", "The key pair ID '%s' does not exist", id)));
  }
}
