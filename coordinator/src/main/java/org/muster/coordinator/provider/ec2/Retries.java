package org.muster.coordinator.provider.ec2;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * The SDK's standard retries, but for one thing: a lack of capacity comes as an error of the
 * server, and asking for the same again keeps a launch from where there is room.
 */
final class Retries {
  // Bounds what a call may take that is refused for too many calls: seven waits of at most 20 s.
  private static final int ATTEMPTS = 8;
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration WHEN_THROTTLED = Duration.ofSeconds(1);
  private static final Duration LATEST = Duration.ofSeconds(20);
  private static final Set<Integer> FAULTS = Set.of(500, 502, 503, 504);
  private static final Set<String> FOR_THE_MOMENT =
      Set.of("RequestTimeout", "RequestTimeoutException", "InternalError", "EC2ThrottledException");

  private Retries() {}

  static StandardRetryStrategy strategy() {
    return strategy(
        BackoffStrategy.exponentialDelay(SOON, LATEST),
        BackoffStrategy.exponentialDelay(WHEN_THROTTLED, LATEST));
  }

  static StandardRetryStrategy strategy(BackoffStrategy usual, BackoffStrategy throttled) {
    return DefaultRetryStrategy.standardStrategyBuilder()
        .maxAttempts(ATTEMPTS)
        .backoffStrategy(attempt -> notAtOnce(usual.computeDelay(attempt)))
        .throttlingBackoffStrategy(attempt -> notAtOnce(throttled.computeDelay(attempt)))
        // After an outage it would keep us from retrying for hundreds of calls; who calls us waits
        // between its own tries.
        .circuitBreakerEnabled(false)
        .retryOnException(Retries::isWorthwhile)
        .treatAsThrottling(Retries::isThrottled)
        .useClientDefaults(false)
        .build();
  }

  // A retry without any delay begins inside of the answer that it is for, and the SDK mixes both
  // up.
  private static Duration notAtOnce(Duration delay) {
    return delay.compareTo(LEAST) < 0 ? LEAST : delay;
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
