package org.muster.coordinator.provider.ec2;

import java.io.IOException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;

/**
 * The SDK's standard retries, but for one thing: a lack of capacity comes as an error of the
 * server, and asking for the same again keeps a launch from where there is room.
 */
final class Retries {
  // Bounds what a call may take that is refused for too many calls: seven waits of at most 20 s.
  private static final int ATTEMPTS = 8;
  private static final Set<Integer> FAULTS = Set.of(500, 502, 503, 504);
  private static final Set<String> FOR_THE_MOMENT =
      Set.of("RequestTimeout", "RequestTimeoutException", "InternalError", "EC2ThrottledException");

  private Retries() {}

  static StandardRetryStrategy strategy() {
    return DefaultRetryStrategy.standardStrategyBuilder()
        .maxAttempts(ATTEMPTS)
        .retryOnException(Retries::isWorthwhile)
        .treatAsThrottling(Retries::isThrottled)
        .useClientDefaults(false)
        .build();
  }

  static boolean isWorthwhile(Throwable failure) {
    if (failure instanceof AwsServiceException refused && Refusal.isForWantOfRoom(refused)) {
      return false;
    }
    if (failure instanceof SdkServiceException refused) {
      return FAULTS.contains(refused.statusCode())
          || isThrottled(refused)
          || RetryUtils.isClockSkewException(refused)
          || FOR_THE_MOMENT.contains(word(refused));
    }
    return failure instanceof ApiCallAttemptTimeoutException
        || failure instanceof IOException
        || failure.getCause() instanceof IOException
        || (failure instanceof SdkException known && known.retryable());
  }

  private static boolean isThrottled(Throwable failure) {
    return failure instanceof SdkException known && RetryUtils.isThrottlingException(known);
  }

  private static String word(SdkServiceException refused) {
    return refused instanceof AwsServiceException known && known.awsErrorDetails() != null
        ? String.valueOf(known.awsErrorDetails().errorCode())
        : "";
  }
}
