package io.mqttboot.client.config;

import java.nio.file.Path;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Where messages wait that are published and not delivered: in memory, or in files that
 * outlive the process.
 * <p>
 * A file outbox keeps QoS 1 and 2 messages in their order, with the packet identifiers
 * under which they were sent and how far QoS 2 has come. A client with the same directory
 * and client id delivers them, also after the process was killed. QoS 0 messages are
 * never stored: they would come twice. One process at a time may use a client's files.
 *
 * @param directory where the files are, in a directory of its own for each client id;
 * {@code null} for memory
 * @param diskBytesMax the most bytes of messages that wait in files; the files themselves
 * may take twice as many, and 32 MiB. In memory {@link MqttClientLimits#outboxBytesMax()}
 * holds, which in a file outbox bounds what is not written yet.
 * {@link MqttClientLimits#outboxMessagesMax()} holds for both
 * @param force whether a message counts as stored only when the storage device has
 * confirmed it (fsync), so that it survives a crash of the machine. Otherwise it is
 * stored when the operating system has it: it survives the process, also one that is
 * killed, but not a power failure or a crash of the system
 * @param whenFull what happens to a message that has no room
 */
public record MqttOutbox(@Nullable Path directory, long diskBytesMax, boolean force, WhenFull whenFull) {

	/** Messages wait in memory; what has no room is rejected. */
	public static final MqttOutbox MEMORY = new MqttOutbox(null, 1024L * 1024 * 1024, false, WhenFull.REJECT);

	/**
	 * What happens to a message that has no room.
	 */
	public enum WhenFull {

		/** Its publishing fails. */
		REJECT,

		/**
		 * The oldest messages that were not sent yet make room for it: their publishing
		 * fails. It is rejected only if there is none.
		 */
		DROP_OLDEST

	}

	public MqttOutbox {
		Objects.requireNonNull(whenFull, "whenFull");
		if (diskBytesMax < 1) {
			throw new IllegalArgumentException("diskBytesMax must be at least 1 but is " + diskBytesMax);
		}
	}

	/**
	 * Returns an outbox of files of up to a gibibyte, not forced, that rejects what has
	 * no room.
	 * @param directory where the files are; it is made if need be
	 * @return the outbox
	 */
	public static MqttOutbox file(Path directory) {
		return new MqttOutbox(Objects.requireNonNull(directory, "directory"), MEMORY.diskBytesMax(), false,
				WhenFull.REJECT);
	}

	/**
	 * Returns whether messages wait in files.
	 * @return whether there is a directory
	 */
	public boolean isFile() {
		return this.directory != null;
	}

	/**
	 * Returns this outbox with another bound of its files.
	 * @param bytes the most bytes
	 * @return the changed outbox
	 */
	public MqttOutbox withDiskBytesMax(long bytes) {
		return new MqttOutbox(this.directory, bytes, this.force, this.whenFull);
	}

	/**
	 * Returns this outbox, forced or not.
	 * @param forced whether the storage device has to confirm
	 * @return the changed outbox
	 */
	public MqttOutbox withForce(boolean forced) {
		return new MqttOutbox(this.directory, this.diskBytesMax, forced, this.whenFull);
	}

	/**
	 * Returns this outbox with another way to be full.
	 * @param way what happens to a message that has no room
	 * @return the changed outbox
	 */
	public MqttOutbox withWhenFull(WhenFull way) {
		return new MqttOutbox(this.directory, this.diskBytesMax, this.force, way);
	}

}
