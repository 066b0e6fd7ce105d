package org.muster.ec2.books;

import java.time.temporal.ChronoUnit;

/** What an instance can show of itself, as EC2 writes it. */
final class IdentityDocument {
  private static final String FORM =
      """
      {
        "accountId" : "%s",
        "architecture" : "x86_64",
        "availabilityZone" : "%s",
        "billingProducts" : null,
        "devpayProductCodes" : null,
        "marketplaceProductCodes" : null,
        "imageId" : "%s",
        "instanceId" : "%s",
        "instanceType" : "%s",
        "kernelId" : null,
        "pendingTime" : "%s",
        "privateIp" : "%s",
        "ramdiskId" : null,
        "region" : "%s",
        "version" : "2017-09-30"
      }""";

  private IdentityDocument() {}

  static String of(InstanceEntry instance, String account, String region) {
    RunWish wish = instance.wish();
    return FORM.formatted(
        account,
        wish.subnet().zone(),
        wish.image().id(),
        instance.id(),
        wish.type(),
        instance.launchedAt().truncatedTo(ChronoUnit.SECONDS),
        instance.address(),
        region);
  }
}
