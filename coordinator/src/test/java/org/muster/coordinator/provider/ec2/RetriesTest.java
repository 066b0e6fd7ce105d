package org.muster.coordinator.provider.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.coordinator.provider.ec2.Spoken.refusal;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

final class RetriesTest {
  @ParameterizedTest
  @CsvSource({
    "503, RequestLimitExceeded, true",
    "400, Throttling, true",
    "500, InternalError, true",
    "503, Unavailable, true",
    "400, RequestExpired, true",
    "500, InsufficientInstanceCapacity, false",
    "400, InvalidAMIID.NotFound, false",
    "403, UnauthorizedOperation, false",
  })
  void whatMayPassIsTriedAgain(int status, String word, boolean isTriedAgain) {
    Throwable answer = refusal("RunInstances", status, word, "Said by EC2.").getCause();

    assertThat(Retries.isWorthwhile(answer)).isEqualTo(isTriedAgain);
  }

  @Test
  void aLostAnswerIsAskedForAgainAndAMissingKeyIsNot() {
    assertThat(Retries.isWorthwhile(SdkClientException.create("sent", new IOException("reset"))))
        .isTrue();
    assertThat(Retries.isWorthwhile(SdkClientException.create("no credentials"))).isFalse();
  }
}
