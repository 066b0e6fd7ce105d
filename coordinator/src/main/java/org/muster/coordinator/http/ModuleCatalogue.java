package org.muster.coordinator.http;

import io.vertx.core.Future;
import java.util.List;
import org.muster.coordinator.core.view.ModuleView;

/** The modules that come with this coordinator. Never blocks. */
@FunctionalInterface
public interface ModuleCatalogue {
  /** All of them by name; a module that cannot be read is named in the failure. */
  Future<List<ModuleView>> modules();
}
