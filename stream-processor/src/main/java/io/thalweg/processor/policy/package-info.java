/** The policies that are in force, how they come, and how the runs of the whole cluster are counted for their budgets. */
@NullMarked
package io.thalweg.processor.policy;

import org.jspecify.annotations.NullMarked;
