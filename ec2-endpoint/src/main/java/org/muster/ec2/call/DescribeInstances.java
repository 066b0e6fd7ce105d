package org.muster.ec2.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muster.ec2.books.GroupEntry;
import org.muster.ec2.books.InstanceEntry;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Filters;
import org.muster.ec2.query.Page;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Shows instances, as they were a moment ago. */
final class DescribeInstances implements Call {
  private static final String IDS = "InstanceId";

  @Override
  public Set<String> parameters() {
    return Takes.described("InstanceId.N");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    Instant at = region.view();
    List<InstanceEntry> shown = region.shownInstances();
    List<String> ids = asked.list(IDS);
    List<InstanceEntry> meant = ids.isEmpty() ? shown : Region.found(ids, shown);
    Filters filters = Filters.of(asked);
    Page<InstanceEntry> page =
        Page.of(
            asked,
            IDS,
            meant.stream()
                .filter(each -> filters.match(each.tags(), name -> values(each, at, name)))
                .toList());
    InstanceText text = new InstanceText(region.nature(), at);
    xml.items("reservationSet", byReservation(page.items()), text::reservation);
    xml.put("nextToken", page.next());
  }

  private static Collection<List<InstanceEntry>> byReservation(List<InstanceEntry> instances) {
    Map<String, List<InstanceEntry>> all = new LinkedHashMap<>();
    instances.forEach(
        each -> all.computeIfAbsent(each.reservation(), first -> new ArrayList<>()).add(each));
    return all.values();
  }

  private static Optional<Collection<String>> values(
      InstanceEntry instance, Instant at, String filter) {
    return Optional.ofNullable(
        switch (filter) {
          case "instance-id" -> List.of(instance.id());
          case "instance-state-name" -> List.of(instance.stateAt(at).label());
          case "instance-state-code" -> List.of(Integer.toString(instance.stateAt(at).code()));
          case "instance-type" -> List.of(instance.wish().type());
          case "image-id" -> List.of(instance.wish().image().id());
          case "client-token" -> instance.wish().clientToken().stream().toList();
          case "reservation-id" -> List.of(instance.reservation());
          case "private-ip-address" -> List.of(instance.address());
          case "subnet-id" -> List.of(instance.wish().subnet().id());
          case "vpc-id" -> List.of(instance.wish().subnet().network());
          case "availability-zone" -> List.of(instance.wish().subnet().zone());
          case "instance.group-id" ->
              instance.wish().groups().stream().map(GroupEntry::id).toList();
          default -> null;
        });
  }
}
