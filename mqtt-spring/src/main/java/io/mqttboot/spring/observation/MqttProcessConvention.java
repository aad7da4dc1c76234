package io.mqttboot.spring.observation;

import java.util.Objects;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.mqttboot.MqttMessage;
import io.mqttboot.spring.observation.MqttObservation.Detail;
import io.mqttboot.spring.observation.MqttObservation.Tag;

/**
 * How the processing of a message is named: {@code mqtt.process}.
 */
public class MqttProcessConvention implements ObservationConvention<MqttProcessContext> {

	/**
	 * Creates the convention.
	 */
	public MqttProcessConvention() {
	}

	@Override
	public String getName() {
		return "mqtt.process";
	}

	@Override
	public String getContextualName(MqttProcessContext context) {
		return "process " + Names.template(context.template());
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(MqttProcessContext context) {
		return KeyValues.of(KeyValue.of(Tag.CLIENT, Names.client(context.client())),
				KeyValue.of(Tag.LISTENER, context.listener()),
				KeyValue.of(Tag.TEMPLATE, Names.template(context.template())),
				KeyValue.of(Tag.QOS, Names.qos(message(context))), KeyValue.of(Tag.OUTCOME, context.outcome()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(MqttProcessContext context) {
		return KeyValues.of(KeyValue.of(Detail.TOPIC, message(context).topic()),
				KeyValue.of(Detail.PAYLOAD_BYTES, String.valueOf(message(context).payloadBytes())));
	}

	private static MqttMessage message(MqttProcessContext context) {
		return Objects.requireNonNull(context.getCarrier());
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof MqttProcessContext;
	}

}
