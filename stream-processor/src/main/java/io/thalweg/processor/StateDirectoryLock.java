package io.thalweg.processor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One processor a state directory: the lock file holds the owner's process id, so that a second one can name it. */
final class StateDirectoryLock implements AutoCloseable {
    static final String FILE = ".thalweg.lock";

    private final FileChannel channel;

    private StateDirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the directory, which is made if it is missing.
     *
     * @throws ProcessorStartException when another processor has it, or it cannot be written
     */
    @SuppressWarnings("resource") // the channel is closed by close(), or here when the lock is not to be had
    static StateDirectoryLock acquire(Path directory) throws ProcessorStartException {
        Path file = directory.resolve(FILE);
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                String owner = Files.readString(file).strip();
                channel.close();
                throw new ProcessorStartException("state.dir " + directory + " is used by another processor (process "
                        + (owner.isEmpty() ? "unknown" : owner) + "): stop it, or set another state.dir");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new StateDirectoryLock(channel);
        } catch (IOException e) {
            throw new ProcessorStartException("state.dir " + directory + " cannot be written (" + e + ")", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another processor in this very JVM.
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
