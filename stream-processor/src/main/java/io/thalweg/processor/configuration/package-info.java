/** Where every setting is named, read, checked and documented. */
@NullMarked
package io.thalweg.processor.configuration;

import org.jspecify.annotations.NullMarked;
