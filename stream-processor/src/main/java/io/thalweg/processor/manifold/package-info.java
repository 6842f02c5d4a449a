/** The reference manifolds that are loaded, and how they come. */
@NullMarked
package io.thalweg.processor.manifold;

import org.jspecify.annotations.NullMarked;
