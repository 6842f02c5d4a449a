/** How it learns: update rule, learning rate, weight decay, batch size. */
@NullMarked
package io.thalweg.trainers.optimisation;

import org.jspecify.annotations.NullMarked;
