package org.muster.coordinator.link.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.muster.error.MusterException;

final class RegionCertificatesTest {

  /** They are signed with themselves, so that a slip of one letter would show. */
  @Test
  void thoseThatComeWithMusterAreWhole() throws Exception {
    RegionCertificates ours = RegionCertificates.builtIn();

    assertThat(ours.regions()).contains("us-east-1", "us-west-2", "eu-central-1");
    for (String region : ours.regions()) {
      for (X509Certificate certificate : ours.of(region)) {
        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getSubjectX500Principal().getName())
            .contains("Amazon Web Services LLC");
      }
    }
  }

  @Test
  void aCertificateWithoutItsRegionIsRefused() throws Exception {
    String nameless = new TestRegion("eu-test-1", 2048).entry().replace("# region", "# of");

    assertThatThrownBy(() -> RegionCertificates.parse(nameless, "mine.pem"))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("mine.pem")
        .hasMessageContaining("# region: NAME");
  }

  @Test
  void aKeyThatIsTooShortIsRefused() throws Exception {
    String weak = new TestRegion("eu-test-1", 1024).entry();

    assertThatThrownBy(() -> RegionCertificates.parse(weak, "mine.pem"))
        .hasMessageContaining("'eu-test-1' is not an RSA-2048 one");
  }

  @Test
  void aDamagedCertificateIsRefused() throws Exception {
    String damaged = new TestRegion("eu-test-1", 2048).entry().replaceFirst("MII", "AAA");

    assertThatThrownBy(() -> RegionCertificates.parse(damaged, "mine.pem"))
        .hasMessageContaining("'eu-test-1' is damaged");
  }
}
