/** Names and values that every part of Thalweg agrees on: run ids, topics, probe sets. */
@NullMarked
package io.thalweg.protocol;

import org.jspecify.annotations.NullMarked;
