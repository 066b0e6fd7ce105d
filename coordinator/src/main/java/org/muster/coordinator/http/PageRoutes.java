package org.muster.coordinator.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What comes as it is from our own jar: the dashboard, and the description of the API. */
final class PageRoutes implements Routes {
  // The page brings all it needs, so that nothing of another origin is ever loaded.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final List<String> SCRIPTS =
      List.of(
          "dashboard.js", "api.js", "cluster.js", "log.js", "matrix.js", "page.js", "timeline.js");

  @Override
  public List<Endpoint> endpoints() {
    List<Endpoint> pages = new ArrayList<>();
    pages.add(page("/", "dashboard/index.html", "text/html; charset=utf-8"));
    pages.add(page("/dashboard.css", "dashboard/dashboard.css", "text/css; charset=utf-8"));
    for (String script : SCRIPTS) {
      pages.add(page("/" + script, "dashboard/" + script, "text/javascript; charset=utf-8"));
    }
    pages.add(page(API + "/openapi.yaml", "openapi.yaml", "application/yaml"));
    return pages;
  }

  private static Endpoint page(String path, String resource, String type) {
    Buffer content = load(resource);
    return Endpoint.get(path, context -> send(context, content, type)).openToAnybody();
  }

  private static void send(RoutingContext context, Buffer content, String type) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .end(content)
        .onFailure(context::fail);
  }

  static Buffer load(String resource) {
    try (InputStream content = PageRoutes.class.getResourceAsStream("/" + resource)) {
      if (content == null) {
        throw new IllegalStateException("'%s' is missing in our own jar".formatted(resource));
      }
      return Buffer.buffer(content.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("reading '%s' of our own jar".formatted(resource), e);
    }
  }
}
