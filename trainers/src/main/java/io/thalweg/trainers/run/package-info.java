/** One network trained once: specification, loop, checkpoints. */
@NullMarked
package io.thalweg.trainers.run;

import org.jspecify.annotations.NullMarked;
