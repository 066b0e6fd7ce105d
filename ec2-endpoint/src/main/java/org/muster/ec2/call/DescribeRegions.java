package org.muster.ec2.call;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Filters;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Shows the one region that there is. */
final class DescribeRegions implements Call {
  private static final String NO_OPT_IN = "opt-in-not-required";

  @Override
  public Set<String> parameters() {
    return Takes.of("RegionName.N", "AllRegions", "Filter.N.Name", "Filter.N.Value.N");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    String here = region.nature().name();
    for (String name : asked.list("RegionName")) {
      if (!name.equals(here)) {
        throw Ec2Refusal.of(
            "InvalidParameterValue", "Invalid values found for region name: [%s]", name);
      }
    }
    boolean isMeant = Filters.of(asked).match(Map.of(), name -> values(here, name));
    xml.items(
        "regionInfo",
        isMeant ? List.of(here) : List.<String>of(),
        (item, name) ->
            item.put("regionName", name)
                .put("regionEndpoint", endpoint(name))
                .put("optInStatus", NO_OPT_IN));
  }

  private static String endpoint(String region) {
    return "ec2.%s.amazonaws.com".formatted(region);
  }

  private static Optional<Collection<String>> values(String region, String filter) {
    return Optional.ofNullable(
        switch (filter) {
          case "region-name" -> List.of(region);
          case "endpoint" -> List.of(endpoint(region));
          case "opt-in-status" -> List.of(NO_OPT_IN);
          default -> null;
        });
  }
}
