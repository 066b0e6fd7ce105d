/** What can go wrong, said to machines by a code and to people by a sentence. */
package org.muster.error;
