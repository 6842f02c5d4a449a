/** What goes wrong: a run's course as a script of phases, healthy or failing. */
@NullMarked
package io.thalweg.trainers.failure;

import org.jspecify.annotations.NullMarked;
