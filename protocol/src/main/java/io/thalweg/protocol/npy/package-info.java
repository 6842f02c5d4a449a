/** NumPy's array files, written as they grow. */
@NullMarked
package io.thalweg.protocol.npy;

import org.jspecify.annotations.NullMarked;
