package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** The catalogue of modules. */
final class ModuleRoutes implements Routes {
  private final ModuleCatalogue catalogue;
  private final Json json;

  ModuleRoutes(ModuleCatalogue catalogue, Json json) {
    this.catalogue = requireNonNull(catalogue, "catalogue is null");
    this.json = requireNonNull(json, "json is null");
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(API + "/modules", new JsonAnswer(json, 200, context -> catalogue.modules())));
  }
}
