package io.mqttboot.spring.boot.autoconfigure.client;

import java.nio.file.Path;

import io.mqttboot.client.config.MqttOutbox;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DataSizeUnit;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/**
 * Properties of what is published, {@code mqtt.producer.*}.
 */
@ConfigurationProperties("mqtt.producer")
class MqttProducerProperties {

	static final String PREFIX = "mqtt.producer.";

	/** Quality of service where a call names none: 0, 1 or 2. */
	private int defaultQos = 1;

	/** Whether the server keeps a message where a call does not say. */
	private boolean defaultRetained = false;

	/** Topic where a call names none. */
	private @Nullable String defaultTopic;

	private final Offline offline = new Offline();

	public int getDefaultQos() {
		return this.defaultQos;
	}

	public void setDefaultQos(int defaultQos) {
		this.defaultQos = defaultQos;
	}

	public boolean isDefaultRetained() {
		return this.defaultRetained;
	}

	public void setDefaultRetained(boolean defaultRetained) {
		this.defaultRetained = defaultRetained;
	}

	public @Nullable String getDefaultTopic() {
		return this.defaultTopic;
	}

	public void setDefaultTopic(@Nullable String defaultTopic) {
		this.defaultTopic = defaultTopic;
	}

	public Offline getOffline() {
		return this.offline;
	}

	/**
	 * Where messages wait.
	 */
	enum Store {

		/** In memory: they end with the process. */
		MEMORY,

		/** In files. */
		FILE

	}

	/**
	 * What waits to be delivered.
	 */
	static class Offline {

		/** Where messages wait to be delivered; files outlive the process. */
		private Store store = Store.MEMORY;

		/** Directory of the files, each client has one of its own in it. */
		private @Nullable Path directory;

		/**
		 * Whether a message counts as stored only when the storage device has confirmed
		 * it.
		 */
		private boolean force = false;

		/** What happens to a message that has no room. */
		private MqttOutbox.WhenFull whenFull = MqttOutbox.WhenFull.REJECT;

		/**
		 * Most messages of one client that wait to be sent or acknowledged; what is
		 * published beyond fails.
		 */
		private int maxMessages = 100_000;

		/**
		 * Size of the messages of one client that wait to be sent or acknowledged. If a
		 * size suffix is not specified, bytes will be used.
		 */
		@DataSizeUnit(DataUnit.BYTES)
		private DataSize maxSize = DataSize.ofMegabytes(64);

		public Store getStore() {
			return this.store;
		}

		public void setStore(Store store) {
			this.store = store;
		}

		public @Nullable Path getDirectory() {
			return this.directory;
		}

		public void setDirectory(@Nullable Path directory) {
			this.directory = directory;
		}

		public boolean isForce() {
			return this.force;
		}

		public void setForce(boolean force) {
			this.force = force;
		}

		public MqttOutbox.WhenFull getWhenFull() {
			return this.whenFull;
		}

		public void setWhenFull(MqttOutbox.WhenFull whenFull) {
			this.whenFull = whenFull;
		}

		public int getMaxMessages() {
			return this.maxMessages;
		}

		public void setMaxMessages(int maxMessages) {
			this.maxMessages = maxMessages;
		}

		public DataSize getMaxSize() {
			return this.maxSize;
		}

		public void setMaxSize(DataSize maxSize) {
			this.maxSize = maxSize;
		}

	}

}
