/** The calls of the API, a class each; {@link org.muster.ec2.call.Calls} lists them. */
package org.muster.ec2.call;
