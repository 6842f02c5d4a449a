/** What is learnt from: labelled images, split into a training set and a probe set. */
@NullMarked
package io.thalweg.trainers.data;

import org.jspecify.annotations.NullMarked;
