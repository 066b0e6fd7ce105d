/** The API, its event stream and the dashboard. */
package org.muster.coordinator.http;
