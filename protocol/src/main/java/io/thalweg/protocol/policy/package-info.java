/** Policies: what follows from an alarm in an experiment, as the file and the topic of policies say it. */
@NullMarked
package io.thalweg.protocol.policy;

import org.jspecify.annotations.NullMarked;
