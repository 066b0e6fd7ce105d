package org.muster.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** What the SDK makes of answers that are no success. */
final class Refusals {
  private Refusals() {}

  static void assertRefused(Runnable call, int status, String word) {
    assertThatThrownBy(call::run)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            refused -> {
              assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(word);
              assertThat(refused.statusCode()).isEqualTo(status);
              assertThat(refused.requestId()).isNotEmpty();
            });
  }
}
