package org.muster.coordinator.provider.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.coordinator.provider.ec2.Spoken.refusal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

final class RefusalTextTest {
  @ParameterizedTest
  @CsvSource({
    "400, InsufficientInstanceCapacity, ENVIRONMENT, 'types'",
    "400, VcpuLimitExceeded, ENVIRONMENT, Service Quotas",
    "400, MaxSpotInstanceCountExceeded, ENVIRONMENT, Service Quotas",
    "400, SpotMaxPriceTooLow, ENVIRONMENT, max_price",
    "401, AuthFailure, ENVIRONMENT, credentials",
    "412, DryRunOperation, ENVIRONMENT, dry run",
    "503, RequestLimitExceeded, PROVIDER_FAILED, tried again",
    "500, InternalError, PROVIDER_FAILED, tried again",
    "400, InvalidAMIID.NotFound, INVALID_INPUT, one region",
    "400, InvalidAMIID.Malformed, INVALID_INPUT, one region",
    "400, InvalidSubnetID.NotFound, INVALID_INPUT, cluster file",
    "400, InvalidKeyPair.NotFound, INVALID_INPUT, cluster file",
    "400, SomethingNew, ENVIRONMENT, error code",
  })
  void everyRefusalHasAWayOut(int status, String word, ErrorCode code, String wayOut) {
    MusterException told = refusal("RunInstances", status, word, "Said by EC2.").told();

    assertThat(told.code()).isEqualTo(code);
    assertThat(told).hasMessageContainingAll("RunInstances", "eu-central-1", word, wayOut);
  }

  @Test
  void aMissingRightIsNamedWithoutTheEncodedMessage() {
    MusterException told =
        refusal(
                "CreateSecurityGroup",
                403,
                "UnauthorizedOperation",
                "You are not authorized. Encoded authorization failure message: AAAABBBB")
            .told();

    assertThat(told.code()).isEqualTo(ErrorCode.ENVIRONMENT);
    assertThat(told)
        .hasMessageContaining("lack the right ec2:CreateSecurityGroup")
        .message()
        .doesNotContain("AAAABBBB");
  }

  @Test
  void onlyWantOfRoomMakesItTryElsewhere() {
    assertThat(refusal("RunInstances", 400, "InsufficientInstanceCapacity", "").isForWantOfRoom())
        .isTrue();
    assertThat(refusal("RunInstances", 400, "VcpuLimitExceeded", "").isForWantOfRoom()).isFalse();
  }
}
