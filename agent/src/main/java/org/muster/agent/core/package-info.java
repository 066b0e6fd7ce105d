/** What an agent decides: pure, without clock, thread or I/O. */
package org.muster.agent.core;
