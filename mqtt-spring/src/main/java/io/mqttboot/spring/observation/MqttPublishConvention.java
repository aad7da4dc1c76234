package io.mqttboot.spring.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.mqttboot.spring.observation.MqttObservation.Detail;
import io.mqttboot.spring.observation.MqttObservation.Tag;

/**
 * How a publication is named: {@code mqtt.publish}.
 */
public class MqttPublishConvention implements ObservationConvention<MqttPublishContext> {

	private static final KeyValue ACCEPTED = KeyValue.of(Tag.OUTCOME, "accepted");

	private static final KeyValue FAILED = KeyValue.of(Tag.OUTCOME, "failed");

	/**
	 * Creates the convention.
	 */
	public MqttPublishConvention() {
	}

	@Override
	public String getName() {
		return "mqtt.publish";
	}

	@Override
	public String getContextualName(MqttPublishContext context) {
		return "publish " + Names.template(context.template());
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(MqttPublishContext context) {
		return KeyValues.of(KeyValue.of(Tag.CLIENT, Names.client(context.client())),
				KeyValue.of(Tag.TEMPLATE, Names.template(context.template())),
				KeyValue.of(Tag.QOS, Names.qos(context.message())), (context.getError() != null) ? FAILED : ACCEPTED);
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(MqttPublishContext context) {
		return KeyValues.of(KeyValue.of(Detail.TOPIC, context.message().topic()),
				KeyValue.of(Detail.PAYLOAD_BYTES, String.valueOf(context.message().payloadBytes())));
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof MqttPublishContext;
	}

}
