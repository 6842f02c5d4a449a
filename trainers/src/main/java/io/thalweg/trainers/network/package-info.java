/** What learns: architectures as DJL blocks whose every random choice comes from one seed. */
@NullMarked
package io.thalweg.trainers.network;

import org.jspecify.annotations.NullMarked;
