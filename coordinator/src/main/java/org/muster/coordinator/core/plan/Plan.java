package org.muster.coordinator.core.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.muster.protocol.Role;

/**
 * The graph of steps of a deployment. Templates stand for one step a node, so that a plan of ten
 * thousand nodes is no larger than one of three.
 */
public final class Plan {
  private final List<StepTemplate> templates;
  private final Map<Role, int[]> byRole = new EnumMap<>(Role.class);

  Plan(List<StepTemplate> templates) {
    this.templates = List.copyOf(templates);
    for (Role role : Role.values()) {
      byRole.put(
          role,
          templates.stream().filter(t -> t.role() == role).mapToInt(StepTemplate::id).toArray());
    }
  }

  public List<StepTemplate> templates() {
    return templates;
  }

  public StepTemplate template(int id) {
    return templates.get(id);
  }

  /** The ids of a role's templates, in plan order. */
  public int[] of(Role role) {
    return byRole.get(role).clone();
  }

  /** How many steps wait, directly or not, for this template on one node of its role. */
  public int dependantsOf(int id) {
    boolean[] seen = new boolean[templates.size()];
    List<Integer> open = new ArrayList<>(List.of(id));
    int count = 0;
    while (!open.isEmpty()) {
      int next = open.remove(open.size() - 1);
      for (StepTemplate template : templates) {
        if (!seen[template.id()]
            && (template.local().contains(next) || template.gates().contains(next))) {
          seen[template.id()] = true;
          open.add(template.id());
          count++;
        }
      }
    }
    return count;
  }

  /** The same plan has the same hash. */
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (StepTemplate template : templates) {
        digest.update(template.toString().getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), 8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
