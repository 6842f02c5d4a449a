/** Whether images, compose file and chart fit the code that they deploy. */
@NullMarked
package io.thalweg.deployment;

import org.jspecify.annotations.NullMarked;
