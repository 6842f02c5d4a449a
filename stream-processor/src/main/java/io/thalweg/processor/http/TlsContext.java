package io.thalweg.processor.http;

import io.thalweg.processor.configuration.ProcessorConfiguration.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** HTTPS from the files that everybody has: a chain of certificates and a key, both PEM. */
final class TlsContext {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private TlsContext() {}

    /**
     * Reads both files.
     *
     * @throws IOException naming the setting, the file and what was expected
     */
    static SSLContext of(TlsFiles files) throws IOException {
        Certificate[] chain = chain(files.certificate());
        PrivateKey key = key(files.key(), chain[0].getPublicKey().getAlgorithm());
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            // In memory only, and what protects it there is the process: no password would be safer.
            char[] none = new char[0];
            keys.setKeyEntry("thalweg", key, none, chain);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, none);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "http.tls.key " + files.key() + " does not go with http.tls.certificate " + files.certificate()
                            + " (" + e.getMessage() + ")",
                    e);
        }
    }

    private static Certificate[] chain(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(Certificate[]::new);
            if (chain.length == 0) {
                throw new IOException("http.tls.certificate " + file + " has no certificate: expected PEM");
            }
            return chain;
        } catch (NoSuchFileException e) {
            throw new IOException("http.tls.certificate " + file + ": no such file", e);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "http.tls.certificate " + file + " cannot be read: expected certificates in PEM (" + e.getMessage()
                            + ")",
                    e);
        }
    }

    private static PrivateKey key(Path file, String algorithm) throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.US_ASCII);
        } catch (NoSuchFileException e) {
            throw new IOException("http.tls.key " + file + ": no such file", e);
        }
        Matcher matcher = KEY.matcher(text);
        if (!matcher.find()) {
            throw new IOException("http.tls.key " + file + " has no key in PKCS #8 without a password:"
                    + " make it one by openssl pkcs8 -topk8 -nocrypt");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("http.tls.key " + file + " is no " + algorithm + " key, as the certificate's is", e);
        }
    }
}
