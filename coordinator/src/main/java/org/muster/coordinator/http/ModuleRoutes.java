package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The catalogue of modules. */
final class ModuleRoutes implements Routes {
  private final Vertx vertx;
  private final ModuleCatalogue modules;
  private final Json json;

  ModuleRoutes(Vertx vertx, ModuleCatalogue modules, Json json) {
    this.vertx = requireNonNull(vertx, "vertx is null");
    this.modules = requireNonNull(modules, "modules is null");
    this.json = requireNonNull(json, "json is null");
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get(API + "/modules", new JsonAnswer(json, 200, this::list)));
  }

  private Future<?> list(RoutingContext context) {
    return vertx.executeBlocking(() -> ModuleViews.of(modules.catalogue()), false);
  }
}
