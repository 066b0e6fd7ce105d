package org.muster.ec2.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.ec2.books.InstanceEntry;
import org.muster.ec2.books.InstanceState;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** What a call has made of instances: what they were, and what they are. */
final class StateChanges {
  private record Change(String id, InstanceState before, InstanceState after) {}

  private final List<Change> all = new ArrayList<>();

  interface Step {
    void on(InstanceEntry instance, InstanceState state);
  }

  /** Does something to all instances that a call names. */
  static StateChanges of(Parameters asked, Region region, Step step) {
    StateChanges changes = new StateChanges();
    Instant now = region.now();
    Map<InstanceEntry, InstanceState> before = new LinkedHashMap<>();
    region.known(asked.list("InstanceId")).forEach(each -> before.put(each, each.stateAt(now)));
    before.forEach(
        (instance, state) -> {
          step.on(instance, state);
          changes.all.add(new Change(instance.id(), state, instance.stateAt(now)));
        });
    return changes;
  }

  static Ec2Refusal wrongState(InstanceEntry instance, String wanted) {
    return Ec2Refusal.of(
        "IncorrectInstanceState",
        "The instance '%s' is not in a state from which it can be %s.",
        instance.id(),
        wanted);
  }

  void write(Xml xml) {
    xml.items(
        "instancesSet",
        all,
        (item, change) -> {
          item.put("instanceId", change.id());
          state(item, "currentState", change.after());
          state(item, "previousState", change.before());
        });
  }

  static void state(Xml xml, String name, InstanceState state) {
    xml.in(name, in -> in.put("code", state.code()).put("name", state.label()));
  }
}
