package io.thalweg.benchmarks.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * numpy with one thread and with two: OpenBLAS is told when it starts. Both missing where there is no numpy, or only
 * one with the reference BLAS.
 */
final class NumpyPeers implements AutoCloseable {
    private static final int MOST_THREADS = 2;
    private static final String REFERENCE_BLAS = " libblas";

    private final List<NumpyPeer> peers;

    private NumpyPeers(List<NumpyPeer> peers) {
        this.peers = peers;
    }

    /** Starts them; where there is none worth a comparison, says so on standard error. */
    static NumpyPeers start() throws IOException, InterruptedException {
        List<NumpyPeer> peers = new ArrayList<>();
        Optional<String> obstacle = NumpyPeer.obstacle();
        if (obstacle.isPresent()) {
            System.err.println("benchmarks/kernel: NOT COMPARED with numpy: " + obstacle.get());
            return new NumpyPeers(peers);
        }
        for (int threads = 1; threads <= MOST_THREADS; threads++) {
            peers.add(NumpyPeer.start(threads));
        }
        NumpyPeers started = new NumpyPeers(peers);
        if (started.version().endsWith(REFERENCE_BLAS)) {
            System.err.println(
                    "benchmarks/kernel: NOT COMPARED with numpy, which has only the reference BLAS here, several"
                            + " times slower (Debian: apt-get install libopenblas0-pthread)");
            started.close();
            return new NumpyPeers(List.of());
        }
        return started;
    }

    @Nullable
    NumpyPeer with(int threads) {
        return peers.isEmpty() ? null : peers.get(threads - 1);
    }

    /** numpy's version, and the BLAS it uses. */
    String version() {
        return peers.isEmpty() ? "without numpy" : peers.get(0).version();
    }

    @Override
    public void close() throws IOException {
        for (NumpyPeer peer : peers) {
            peer.close();
        }
    }
}
