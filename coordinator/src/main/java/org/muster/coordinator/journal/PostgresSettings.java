package org.muster.coordinator.journal;

import static java.util.Objects.requireNonNull;

/**
 * How to reach the PostgreSQL database that several coordinators share.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, with the driver's parameters
 */
public record PostgresSettings(String url, String user, String password) {
  public PostgresSettings {
    requireNonNull(url, "url is null");
    requireNonNull(user, "user is null");
    requireNonNull(password, "password is null");
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "the journal's address must begin with jdbc:postgresql: but is '%s'".formatted(url));
    }
  }

  /** The address without what may hold a password. */
  String place() {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  @Override
  public String toString() {
    return place();
  }
}
