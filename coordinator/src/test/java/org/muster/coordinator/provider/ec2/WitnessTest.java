package org.muster.coordinator.provider.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.membership.InstanceRecord;
import org.muster.coordinator.provider.Orders;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Reservation;

final class WitnessTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Witness witness = new Witness(() -> now);
  private InstanceStateName state = InstanceStateName.RUNNING;
  private int asked;

  @Test
  void whatEc2SaysOfAnInstanceIsHandedOn() {
    assertThat(witness.find(Orders.life(1), "i-1", this::answer))
        .contains(new InstanceRecord("i-1", "123456789012", "us-west-2", "ami-1", true, "running"));
    assertThat(witness.find(Orders.life(1), "i-2", this::answer)).isEmpty();
  }

  @Test
  void aThousandThatJoinAtOnceAreAskedForOnce() {
    for (int i = 0; i < 1_000; i++) {
      witness.find(Orders.life(1), "i-1", this::answer);
    }

    assertThat(asked).isOne();
  }

  @Test
  void anAnswerDoesNotCountForLong() {
    witness.find(Orders.life(1), "i-1", this::answer);
    state = InstanceStateName.TERMINATED;
    now = now.plusSeconds(2);

    assertThat(witness.find(Orders.life(1), "i-1", this::answer).orElseThrow().isOn()).isFalse();
  }

  @Test
  void anotherLifeOfTheClusterIsAnotherQuestion() {
    witness.find(Orders.life(1), "i-1", this::answer);
    witness.find(Orders.life(2), "i-1", this::answer);

    assertThat(asked).isEqualTo(2);
  }

  private List<Reservation> answer() {
    asked++;
    Instance instance =
        Instance.builder()
            .instanceId("i-1")
            .imageId("ami-1")
            .placement(p -> p.availabilityZone("us-west-2-lax-1a"))
            .state(s -> s.name(state))
            .build();
    return List.of(Reservation.builder().ownerId("123456789012").instances(instance).build());
  }
}
