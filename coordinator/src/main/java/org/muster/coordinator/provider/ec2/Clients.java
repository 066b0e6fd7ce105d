package org.muster.coordinator.provider.ec2;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.muster.coordinator.core.spec.ProviderSpec;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.Ec2AsyncClientBuilder;

/** The SDK's clients: one for each region, profile and endpoint, made when it is first needed. */
final class Clients implements AutoCloseable {
  private static final Duration TO_CONNECT = Duration.ofSeconds(5);
  private static final Duration ATTEMPT_WITHIN = Duration.ofSeconds(60);
  private static final Duration CALL_WITHIN = Duration.ofMinutes(4);

  private final Function<Connection, AwsCredentialsProvider> credentials;
  private final RetryStrategy retries;
  private final Map<Connection, Api> made = new ConcurrentHashMap<>();

  Clients(Function<Connection, AwsCredentialsProvider> credentials, RetryStrategy retries) {
    this.credentials = credentials;
    this.retries = retries;
  }

  /** As the SDK's users expect: environment, profile, web identity, container, instance. */
  static AwsCredentialsProvider usualCredentials(Connection connection) {
    DefaultCredentialsProvider.Builder usual = DefaultCredentialsProvider.builder();
    connection.profile().ifPresent(usual::profileName);
    return usual.build();
  }

  Api of(ProviderSpec provider) {
    return made.computeIfAbsent(Connection.of(provider.settings()), this::make);
  }

  private Api make(Connection connection) {
    Ec2AsyncClientBuilder builder =
        Ec2AsyncClient.builder()
            .credentialsProvider(credentials.apply(connection))
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .eventLoopGroupBuilder(SdkEventLoopGroup.builder().numberOfThreads(1))
                    .connectionTimeout(TO_CONNECT)
                    .readTimeout(ATTEMPT_WITHIN))
            // Answers are handed to the thread that waits for them: no pool is needed in between.
            .asyncConfiguration(
                async ->
                    async.advancedOption(
                        SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
            .overrideConfiguration(overrides(connection));
    connection.region().map(Region::of).ifPresent(builder::region);
    connection.endpoint().ifPresent(builder::endpointOverride);
    try {
      return new Api(builder.build(), connection.label());
    } catch (SdkClientException e) {
      throw new MusterException(
          ErrorCode.INVALID_INPUT,
          "no region of EC2 is known (%s); set 'region' under provider, or AWS_REGION where the coordinator runs"
              .formatted(e.getMessage()),
          e);
    }
  }

  private ClientOverrideConfiguration overrides(Connection connection) {
    ClientOverrideConfiguration.Builder overrides =
        ClientOverrideConfiguration.builder()
            .retryStrategy(retries)
            .apiCallAttemptTimeout(ATTEMPT_WITHIN)
            .apiCallTimeout(CALL_WITHIN);
    connection.profile().ifPresent(overrides::defaultProfileName);
    return overrides.build();
  }

  @Override
  public void close() {
    made.values().forEach(Api::close);
  }
}
