package org.muster.coordinator.http;

import java.util.List;

/** The routes of one noun. */
interface Routes {
  /** Where the API begins; only health, metrics and the pages for people are outside. */
  String API = "/api/v1";

  List<Endpoint> endpoints();
}
