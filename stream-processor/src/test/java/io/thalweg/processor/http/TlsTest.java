package io.thalweg.processor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.processor.SelfSigned;
import io.thalweg.processor.configuration.AccessToken;
import io.thalweg.processor.configuration.ProcessorConfiguration.HttpAccess;
import io.thalweg.processor.configuration.ProcessorConfiguration.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
    private static final String SECRET = "a-token-of-some-length";

    private Path folder;
    private SelfSigned self;
    private TlsFiles files;
    private HttpClient trusting;

    @BeforeAll
    void makeCertificate(@TempDir Path temporary) throws Exception {
        folder = temporary;
        self = SelfSigned.in(folder);
        files = new TlsFiles(self.certificateFile(), self.keyFile());
        trusting = HttpClient.newBuilder().sslContext(self.trusting()).build();
    }

    @Test
    void whoTrustsTheCertificateIsAnswered() throws Exception {
        try (RunningHttp http = encrypted(files)) {
            HttpResponse<String> response = get(trusting, http.uri("/health/live"));

            assertEquals(200, response.statusCode());
            assertTrue(response.sslSession().orElseThrow().getProtocol().startsWith("TLSv1."));
        }
    }

    @Test
    void whoDoesNotTrustItIsNot() throws Exception {
        try (RunningHttp http = encrypted(files)) {
            assertThrows(SSLHandshakeException.class, () -> get(HttpClient.newHttpClient(), http.uri("/health/live")));
        }
    }

    @Test
    void sessionCookieIsForEncryptedConnectionsOnly() throws Exception {
        try (RunningHttp http = encrypted(files)) {
            HttpResponse<String> response = trusting.send(
                    HttpRequest.newBuilder(http.uri("/api/session"))
                            .POST(BodyPublishers.noBody())
                            .header("Authorization", "Bearer " + SECRET)
                            .build(),
                    BodyHandlers.ofString());

            assertTrue(response.headers().firstValue("Set-Cookie").orElseThrow().endsWith("; Secure"));
        }
    }

    @Test
    void clientsThatNeverShakeHandsKeepNobodyOut() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (RunningHttp http = encrypted(files)) {
            for (int i = 0; i < 40; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port());
                // The beginning of a ClientHello that never goes on.
                socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1});
                silent.add(socket);
            }

            assertEquals(200, get(trusting, http.uri("/health/live")).statusCode());
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void probeOfTheImageNeedsNoCertificate() throws Exception {
        try (RunningHttp http = encrypted(files)) {
            assertTrue(HealthProbe.healthy(http.port(), "live"));
            assertFalse(HealthProbe.healthy(http.port(), "unwell"));
        }
    }

    @Test
    void missingFileIsNamed() {
        Path nowhere = folder.resolve("nowhere.pem");

        IOException failure = assertThrows(IOException.class, () -> TlsContext.of(new TlsFiles(nowhere, files.key())));

        assertEquals("http.tls.certificate " + nowhere + ": no such file", failure.getMessage());
    }

    @Test
    void fileWithoutKeyIsNamedWithWhatMendsIt() {
        IOException failure = assertThrows(
                IOException.class, () -> TlsContext.of(new TlsFiles(files.certificate(), files.certificate())));

        assertTrue(String.valueOf(failure.getMessage()).contains("openssl pkcs8 -topk8 -nocrypt"));
    }

    @Test
    void fileWithoutCertificateIsNamed() {
        IOException failure =
                assertThrows(IOException.class, () -> TlsContext.of(new TlsFiles(files.key(), files.key())));

        assertTrue(String.valueOf(failure.getMessage()).startsWith("http.tls.certificate " + files.key()));
    }

    @Test
    void damagedKeyIsNamed() throws IOException {
        Path damaged = Files.writeString(
                folder.resolve("damaged.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

        IOException failure =
                assertThrows(IOException.class, () -> TlsContext.of(new TlsFiles(files.certificate(), damaged)));

        assertEquals("http.tls.key " + damaged + " is no EC key, as the certificate's is", failure.getMessage());
    }

    private static RunningHttp encrypted(TlsFiles files) throws IOException {
        return RunningHttp.start(new HttpAccess(AccessToken.of(SECRET), Optional.of(files)));
    }

    private static HttpResponse<String> get(HttpClient client, URI uri) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(40)).build();
        return client.send(request, BodyHandlers.ofString());
    }
}
