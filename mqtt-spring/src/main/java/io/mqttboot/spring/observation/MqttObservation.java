package io.mqttboot.spring.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * What is observed. Topics are no tags, their templates are.
 */
public enum MqttObservation implements ObservationDocumentation {

	/** A message is published, until the server has it or it is refused. */
	PUBLISH {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return MqttPublishConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return new KeyName[] { Tag.CLIENT, Tag.TEMPLATE, Tag.QOS, Tag.OUTCOME };
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return Detail.values();
		}

	},

	/** A listener processes a message, with all its attempts. */
	PROCESS {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return MqttProcessConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return Tag.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return Detail.values();
		}

	};

	/**
	 * What has few values: meters have it, too.
	 */
	public enum Tag implements KeyName {

		/** The name of the client, {@code default} for the one without a name. */
		CLIENT("client"),

		/** The template of the topic, {@code none} if the topic was given whole. */
		TEMPLATE("template"),

		/** The quality of service. */
		QOS("qos"),

		/** The identifier of the listener. */
		LISTENER("listener"),

		/** What has become of it. */
		OUTCOME("outcome");

		private final String key;

		Tag(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * What has many values: only spans have it.
	 */
	public enum Detail implements KeyName {

		/** The topic name. */
		TOPIC("topic"),

		/** The size of the payload in bytes. */
		PAYLOAD_BYTES("payload.bytes");

		private final String key;

		Detail(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

}
