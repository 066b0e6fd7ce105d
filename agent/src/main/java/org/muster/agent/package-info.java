/** The process on each node that runs steps. */
package org.muster.agent;
