package io.thalweg.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/** Ports of this machine's loopback interface. */
final class LoopbackPort {
    static final String HOST = "127.0.0.1";

    /*
     * Below the range from which Linux, macOS and Windows take the client ends of connections. A port from that range
     * could be lost while the broker is down: to somebody's outgoing connection, or to a waiting client that
     * connects to itself.
     */
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES = 200;

    private LoopbackPort() {}

    /** A port that nobody listens on at this moment. */
    static int free(RandomGenerator random) {
        return freeOtherThan(0, random);
    }

    /** The same, where one port is spoken for but not yet listened on. */
    static int freeOtherThan(int taken, RandomGenerator random) {
        for (int i = 0; i < TRIES; i++) {
            int port = random.nextInt(LOWEST, HIGHEST);
            if (port != taken && isFree(port)) {
                return port;
            }
        }
        throw new BrokerStartException("no free port found on " + HOST + " between " + LOWEST + " and " + HIGHEST);
    }

    /** Refuses a port that somebody listens on: found by the broker itself, this would end in a page of stack traces. */
    static void requireFree(int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + ", expected 1 to 65535");
        }
        if (!isFree(port)) {
            throw new PortInUseException(port);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
