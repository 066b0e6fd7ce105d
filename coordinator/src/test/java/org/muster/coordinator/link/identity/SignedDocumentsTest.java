package org.muster.coordinator.link.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.membership.InstanceDocument;
import org.muster.error.MusterException;

final class SignedDocumentsTest {
  private static final String DOCUMENT =
      """
      {"accountId": "1", "imageId": "ami-1", "instanceId": "i-1", "region": "eu-test-1",
       "pendingTime": "2026-01-01T00:00:00Z"%s}
      """;

  @Test
  void whatARegionHasSignedIsRead() throws Exception {
    TestRegion region = new TestRegion("eu-test-1", 2048);
    SignedDocuments documents =
        new SignedDocuments(RegionCertificates.parse(region.entry(), "here"));

    assertThat(documents.open(region.sign(DOCUMENT.formatted(""))))
        .isEqualTo(
            new InstanceDocument(
                "i-1", "1", "eu-test-1", "ami-1", Instant.parse("2026-01-01T00:00:00Z")));
  }

  @Test
  void aFieldThatComesTwiceIsRefused() throws Exception {
    TestRegion region = new TestRegion("eu-test-1", 2048);
    SignedDocuments documents =
        new SignedDocuments(RegionCertificates.parse(region.entry(), "here"));
    String twice = region.sign(DOCUMENT.formatted(", \"instanceId\": \"i-2\""));

    assertThatThrownBy(() -> documents.open(twice))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void aRegionMayHaveAnOldKeyAndANewOne() throws Exception {
    TestRegion old = new TestRegion("eu-test-1", 2048);
    TestRegion fresh = new TestRegion("eu-test-1", 2048);
    SignedDocuments documents =
        new SignedDocuments(
            RegionCertificates.parse(old.entry(), "a")
                .and(RegionCertificates.parse(fresh.entry(), "b")));

    assertThat(documents.open(old.sign(DOCUMENT.formatted(""))).instance()).isEqualTo("i-1");
    assertThat(documents.open(fresh.sign(DOCUMENT.formatted(""))).instance()).isEqualTo("i-1");
  }
}
