/** What goes wrong at an endpoint, and when. */
package org.muster.ec2.fault;
