package org.muster.coordinator.provider.ec2;

import java.util.Map;
import org.muster.coordinator.provider.Provider;
import org.muster.coordinator.provider.ProviderContract;
import org.muster.ec2.books.Pace;

/** What every provider promises, on EC2. */
final class Ec2ProviderTest extends ProviderContract {
  private final ProviderScene scene = new ProviderScene(Pace.immediate());

  @Override
  protected Provider provider() {
    return scene.provider();
  }

  @Override
  protected Map<String, String> settings() {
    return scene.settings();
  }
}
