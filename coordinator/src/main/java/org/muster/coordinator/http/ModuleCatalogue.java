package org.muster.coordinator.http;

import org.muster.coordinator.core.module.Catalogue;

/** The modules that come with this coordinator. */
@FunctionalInterface
public interface ModuleCatalogue {
  /** All of them, as they are now. May block; is called on a worker thread. */
  Catalogue catalogue();
}
