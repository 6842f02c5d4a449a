@NullMarked
package io.thalweg.protocol.manifold;

import org.jspecify.annotations.NullMarked;
