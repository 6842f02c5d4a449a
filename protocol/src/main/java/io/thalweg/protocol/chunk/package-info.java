/** Chunks of prediction snapshots on the wire: header, encodings, writing, reading, and the reasons for refusing. */
@NullMarked
package io.thalweg.protocol.chunk;

import org.jspecify.annotations.NullMarked;
