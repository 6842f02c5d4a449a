/** What a trainer uses: it publishes snapshots and asks whether to stop. */
@NullMarked
package io.thalweg.producer;

import org.jspecify.annotations.NullMarked;
