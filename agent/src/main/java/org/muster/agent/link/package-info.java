/** The one outbound connection to a coordinator. */
package org.muster.agent.link;
