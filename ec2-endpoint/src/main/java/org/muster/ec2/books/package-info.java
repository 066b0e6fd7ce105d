/** What there is in a region, since when, and what is seen of it by now. */
package org.muster.ec2.books;
