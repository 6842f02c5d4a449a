/** Thalweg for trainers on Deeplearning4j. */
@NullMarked
package io.thalweg.producer.dl4j;

import org.jspecify.annotations.NullMarked;
