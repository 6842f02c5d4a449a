/** Thalweg for trainers on the Deep Java Library. */
@NullMarked
package io.thalweg.producer.djl;

import org.jspecify.annotations.NullMarked;
