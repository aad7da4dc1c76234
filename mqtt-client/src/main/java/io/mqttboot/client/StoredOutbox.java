package io.mqttboot.client;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.internal.journal.FileJournal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a client's outbox and the thread that writes them.
 */
final class StoredOutbox {

	private static final Logger logger = LoggerFactory.getLogger(StoredOutbox.class);

	private final ExecutorService writer;

	private final FileJournal journal;

	private StoredOutbox(ExecutorService writer, FileJournal journal) {
		this.writer = writer;
		this.journal = journal;
	}

	/** Opens the files, if the outbox is one of files. */
	static @Nullable StoredOutbox open(MqttClientConfig config) {
		if (!config.outbox().isFile()) {
			return null;
		}
		ExecutorService writer = Executors.newSingleThreadExecutor((task) -> {
			Thread thread = new Thread(task, "mqtt-client-outbox-" + config.clientId());
			thread.setDaemon(true);
			return thread;
		});
		boolean opened = false;
		try {
			StoredOutbox outbox = new StoredOutbox(writer, FileJournal.open(config, writer));
			opened = true;
			return outbox;
		}
		finally {
			if (!opened) {
				writer.shutdown();
			}
		}
	}

	FileJournal journal() {
		return this.journal;
	}

	/** Writes what there is to write, gives the files free, and waits for that. */
	void close(Duration max) {
		this.journal.close();
		this.writer.shutdown();
		try {
			if (!this.writer.awaitTermination(max.toMillis(), TimeUnit.MILLISECONDS)) {
				logger.warn("The outbox is not written yet after {}", max);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
