package org.muster.coordinator.provider.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.provider.Orders;

final class BatchTest {
  @Test
  void eachGroupIsABatchAndALargeOneIsSeveral() {
    List<Batch> batches = Batch.of(Spoken.order(250, Map.of("image", "ami-1")));

    assertThat(batches)
        .extracting(Batch::label)
        .containsExactly("master-1", "worker-1", "worker-2", "worker-3");
    assertThat(batches).extracting(batch -> batch.nodes().size()).containsExactly(1, 100, 100, 50);
  }

  @Test
  void theSameCallHasTheSameTokenAndEveryOtherAnother() {
    Set<String> seen = new HashSet<>();
    Map<String, String> settings =
        Map.of("image", "ami-1", "types", "m6a.large", "subnets", "subnet-a, subnet-b");

    for (String launch : List.of("l1", "l2")) {
      for (long life = 1; life <= 2; life++) {
        for (Batch batch :
            Batch.of(Spoken.order(Orders.launch(life, launch, 1, settings), settings))) {
          for (Batch.Option option : batch.options()) {
            String token = batch.clientToken(Spoken.TAGS, option);
            assertThat(token).hasSizeLessThanOrEqualTo(64);
            assertThat(batch.clientToken(Spoken.TAGS, option)).isEqualTo(token);
            assertThat(seen.add(token)).as(batch.label() + option).isTrue();
          }
        }
      }
    }
    assertThat(new Tags("another").of(Spoken.order(1, settings).life()))
        .isNotEqualTo(Spoken.TAGS.of(Spoken.order(1, settings).life()));
  }

  @Test
  void theFirstTypeIsTriedEverywhereBeforeTheNext() {
    Batch batch =
        Batch.of(
                Spoken.order(
                    1,
                    Map.of(
                        "image", "ami-1", "subnets", "subnet-a,subnet-b", "types", "m6a.xlarge")))
            .get(0);

    assertThat(batch.options())
        .extracting(Batch.Option::label)
        .containsExactly(
            "m6i.xlarge in subnet-a",
            "m6i.xlarge in subnet-b",
            "m6a.xlarge in subnet-a",
            "m6a.xlarge in subnet-b");
  }
}
