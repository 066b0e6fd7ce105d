package org.muster.agent.link;

import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.security.KeyStore;
import java.security.Provider;
import java.util.function.Function;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;

/**
 * Hands our trust to Vert.x. Its own wrapper for that needs a logging library which an agent does
 * not have.
 */
final class PinnedTrust implements TrustOptions {
  private final CoordinatorTrust trust;

  PinnedTrust(CoordinatorTrust trust) {
    this.trust = trust;
  }

  @Override
  public TrustOptions copy() {
    return this; // it never changes
  }

  @Override
  public TrustManagerFactory getTrustManagerFactory(Vertx vertx) {
    return new Factory(trust);
  }

  @Override
  public Function<String, TrustManager[]> trustManagerMapper(Vertx vertx) {
    return serverName -> null; // the same for every name
  }

  private static final class Factory extends TrustManagerFactory {
    Factory(CoordinatorTrust trust) {
      super(new Spi(trust), new NoProvider(), "pin");
    }
  }

  private static final class NoProvider extends Provider {
    private static final long serialVersionUID = 1L;

    NoProvider() {
      super("muster", "1", "trusts one authority");
    }
  }

  private static final class Spi extends TrustManagerFactorySpi {
    private final CoordinatorTrust trust;

    Spi(CoordinatorTrust trust) {
      this.trust = trust;
    }

    @Override
    protected void engineInit(KeyStore keys) {
      // There is nothing to read: the pin says it all.
    }

    @Override
    protected void engineInit(ManagerFactoryParameters parameters) {
      // There is nothing to read: the pin says it all.
    }

    @Override
    protected TrustManager[] engineGetTrustManagers() {
      return new TrustManager[] {trust};
    }
  }
}
