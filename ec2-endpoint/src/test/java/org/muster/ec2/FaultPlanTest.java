package org.muster.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.muster.ec2.fault.FaultPlan;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;

final class FaultPlanTest {
  private static final Parameters CALL = new Parameters("", new TreeMap<>());

  private static List<Boolean> fates(long seed) {
    FaultPlan plan = new FaultPlan(seed).calls().oneIn(3).refused(Ec2Refusal::internal);
    List<Boolean> fates = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      fates.add(isRefused(plan));
    }
    return fates;
  }

  private static boolean isRefused(FaultPlan plan) {
    try {
      plan.before(CALL);
      return false;
    } catch (Ec2Refusal refusal) {
      return true;
    }
  }

  @Test
  void theSameSeedLetsTheSameCallsFail() {
    assertThat(fates(7)).isEqualTo(fates(7)).isNotEqualTo(fates(8));
    assertThat(fates(7).stream().filter(fails -> fails).count()).isBetween(70L, 130L);
  }
}
