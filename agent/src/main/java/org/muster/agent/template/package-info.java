/** Renders a module's templates from variables, facts and membership. */
package org.muster.agent.template;
