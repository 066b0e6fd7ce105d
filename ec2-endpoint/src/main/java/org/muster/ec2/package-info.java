/**
 * One region of EC2 for tests: it speaks EC2's Query API as documented, and keeps books of what it
 * was asked for. Machines are somebody else's: see {@link org.muster.ec2.Machines}.
 */
package org.muster.ec2;
