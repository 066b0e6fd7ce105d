/** Wires the agent together and starts it. */
package org.muster.agent.app;
