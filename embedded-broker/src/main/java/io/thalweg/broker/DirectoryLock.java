package io.thalweg.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds a broker's directory for one broker, across processes and within this one.
 *
 * <p>Kafka locks its log directory itself, but answers a second start in the same JVM by halting the JVM. The operating
 * system lets go of the lock when its owner dies, however it dies, so nothing stale has to be cleaned up; the process
 * id is written to a file of its own, for the message only.
 */
final class DirectoryLock implements AutoCloseable {
    /*
     * POSIX locks belong to the process: a second channel on the lock file would be granted the lock here, and closing
     * it would drop the lock of the first. So this process has to know what it holds before it touches the file.
     */
    private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Creates the directory where it is missing and locks it, or says who has it. */
    static DirectoryLock acquire(Path directory) {
        try {
            Path real = Files.createDirectories(directory).toRealPath();
            if (!HELD_BY_THIS_PROCESS.add(real)) {
                throw inUse(real);
            }
            return acquireFromOtherProcesses(real);
        } catch (IOException e) {
            throw new BrokerStartException("cannot use " + directory + " as a broker's directory: " + e, e);
        }
    }

    private static DirectoryLock acquireFromOtherProcesses(Path directory) throws IOException {
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(
                    directory.resolve("broker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(directory);
            }
            Files.writeString(
                    ownerFile(directory), Long.toString(ProcessHandle.current().pid()));
            locked = true;
            return new DirectoryLock(directory, channel);
        } finally {
            if (!locked) {
                HELD_BY_THIS_PROCESS.remove(directory);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static Path ownerFile(Path directory) {
        return directory.resolve("broker.pid");
    }

    private static BrokerInUseException inUse(Path directory) {
        return new BrokerInUseException("the broker's directory " + directory + " is in use by process "
                + owner(directory) + "; stop that one or name another directory");
    }

    private static String owner(Path directory) {
        try {
            return Files.readString(ownerFile(directory)).strip();
        } catch (IOException e) {
            return "(unknown: " + e.getMessage() + ")";
        }
    }

    /** The locked directory, absolute and without symbolic links. */
    Path directory() {
        return directory;
    }

    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(ownerFile(directory));
        } catch (IOException e) {
            throw new BrokerStartException("cannot release " + directory + ": " + e, e);
        } finally {
            HELD_BY_THIS_PROCESS.remove(directory);
        }
    }
}
