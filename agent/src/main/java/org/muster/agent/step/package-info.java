/** Runs scripts in directories that outlive the agent. */
package org.muster.agent.step;
