package org.muster.agent.step;

import java.util.concurrent.Executor;
import org.muster.time.Scheduler;

/**
 * Where the work of steps is done.
 *
 * @param agent runs a task on the agent's thread
 * @param blocking runs tasks that may wait long, such as downloads
 */
public record StepThreads(Scheduler scheduler, Executor agent, Executor blocking) {}
