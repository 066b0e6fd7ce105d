/** The form of the Query API: parameters in, XML out, and what a refusal looks like. */
package org.muster.ec2.query;
