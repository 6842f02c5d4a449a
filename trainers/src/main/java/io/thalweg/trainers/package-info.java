/** Real networks on the bundled digits, healthy and failing. */
@NullMarked
package io.thalweg.trainers;

import org.jspecify.annotations.NullMarked;
