/** Many runs: the reference, the abnormal ones, the demo's, and the folder they are written to. */
@NullMarked
package io.thalweg.trainers.population;

import org.jspecify.annotations.NullMarked;
