/** The JSON records of the runs, metrics and decisions topics, their serialisation, and the headers of dead letters. */
@NullMarked
package io.thalweg.protocol.record;

import org.jspecify.annotations.NullMarked;
