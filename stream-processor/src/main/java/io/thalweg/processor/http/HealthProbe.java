package io.thalweg.processor.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Whether HTTPS on this machine is in health: what the image's health check asks by where bash cannot, over TLS. */
public final class HealthProbe {
    private static final int PATIENCE_MILLIS = 5000;

    private HealthProbe() {}

    /** Arguments: port, and {@code live} or {@code ready}. Exit code 0 if the answer is 200. */
    public static void main(String[] arguments) {
        boolean healthy = false;
        try {
            healthy = healthy(Integer.parseInt(arguments[0]), arguments[1]);
        } catch (IOException | GeneralSecurityException e) {
            System.err.println("health: " + e.getMessage());
        }
        System.exit(healthy ? 0 : 1);
    }

    static boolean healthy(int port, String what) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyCertificate()}, new SecureRandom());
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            try (Socket socket = context.getSocketFactory().createSocket(plain, "localhost", port, true);
                    InputStream in = socket.getInputStream()) {
                String request = "GET /health/" + what + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                return new String(in.readNBytes(12), StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
            }
        }
    }

    /** It is asked on loopback whether the service answers, not who it is; no secret is sent. */
    private static final class AnyCertificate implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
