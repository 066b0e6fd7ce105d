/** Real processes, from the command line down to the nodes. */
package org.muster.it;
