package org.muster.ec2;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.muster.ec2.books.Pace;
import org.muster.ec2.books.Region;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.Ec2AsyncClientBuilder;

/** An endpoint, a clock that is set by hand, and the real SDK. */
public final class Scene implements AutoCloseable {
  public static final String REGION = "eu-test-1";
  public static final String ACCOUNT = "123456789012";
  public static final String IMAGE = "ami-00000000000000001";
  private static final DocumentSigner SIGNER = new DocumentSigner(REGION);

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  public final Region region;
  public final Ec2Endpoint endpoint;

  public Scene(Pace pace) throws IOException {
    this(pace, new NoMachines());
  }

  /** Machines that are there when the call returns. */
  public Scene(Pace pace, Machines machines) throws IOException {
    region =
        new Region(
            new Region.Nature(REGION, ACCOUNT, () -> now, pace, SIGNER, 1),
            machines,
            Runnable::run);
    region.addImage(IMAGE, "muster-al2023");
    pass(pace.descriptions());
    endpoint = Ec2Endpoint.serve(region);
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  public DocumentSigner signer() {
    return SIGNER;
  }

  public static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));
  }

  /** As the coordinator makes it, but for what its settings say. */
  public Ec2AsyncClient sdk() {
    Ec2AsyncClientBuilder builder = Ec2AsyncClient.builder();
    return builder
        .credentialsProvider(credentials())
        .region(software.amazon.awssdk.regions.Region.of(REGION))
        .endpointOverride(endpoint.url())
        .build();
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
