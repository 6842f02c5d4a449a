/** The thalweg command: one class a subcommand. */
@NullMarked
package io.thalweg.cli;

import org.jspecify.annotations.NullMarked;
