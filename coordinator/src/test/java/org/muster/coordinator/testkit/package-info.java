/** Fakes and fixtures for the tests of the coordinator. */
package org.muster.coordinator.testkit;
