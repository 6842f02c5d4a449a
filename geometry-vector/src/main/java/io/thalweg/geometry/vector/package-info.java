/** Distance kernels on the JDK's Vector API, an incubator module: found and tried when the program starts. */
@NullMarked
package io.thalweg.geometry.vector;

import org.jspecify.annotations.NullMarked;
