/** What every replica knows of every run, read from the topics. */
@NullMarked
package io.thalweg.processor.live;

import org.jspecify.annotations.NullMarked;
