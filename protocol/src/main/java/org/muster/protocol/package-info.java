/**
 * What agents and coordinators say to each other: ids, messages and their JSON form. Messages only
 * grow: a field is never renamed or reused, unknown fields are ignored.
 */
package org.muster.protocol;
