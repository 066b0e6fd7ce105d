package org.muster.simulation;

import java.util.Map;
import org.muster.coordinator.flow.SecretValues;
import org.muster.protocol.ClusterName;

/** The file with secrets, as one life of a coordinator reaches it. */
final class LifeSecrets implements SecretValues {
  private final CoordinatorLife life;

  LifeSecrets(CoordinatorLife life) {
    this.life = life;
  }

  @Override
  public void save(ClusterName cluster, Map<String, String> secrets) {
    if (!life.dies(Point.BEFORE_SECRETS)) {
      life.world().coordinators().keepSecrets(secrets);
      life.dies(Point.AFTER_SECRETS);
    }
  }

  @Override
  public Map<String, String> load(ClusterName cluster) {
    return life.world().coordinators().secrets();
  }

  @Override
  public void forget(ClusterName cluster) {
    if (!life.program().isDead()) {
      life.world().coordinators().keepSecrets(Map.of());
    }
  }
}
