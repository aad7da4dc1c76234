package io.mqttboot.spring.web;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttServerObserver;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the API shows and the server does not keep: messages that were dropped and
 * clients that were refused, by reason.
 */
public final class MqttHttpCounts implements MqttServerObserver {

	private final Map<MqttDropCause, LongAdder> dropped = new EnumMap<>(MqttDropCause.class);

	private final Map<MqttReasonCode, LongAdder> refused = new EnumMap<>(MqttReasonCode.class);

	/** Creates counts that all begin at 0. */
	public MqttHttpCounts() {
		for (MqttDropCause cause : MqttDropCause.values()) {
			this.dropped.put(cause, new LongAdder());
		}
		for (MqttReasonCode reason : MqttReasonCode.values()) {
			this.refused.put(reason, new LongAdder());
		}
	}

	@Override
	public void messageDropped(MqttDropCause cause) {
		count(this.dropped.get(cause));
	}

	@Override
	public void clientRefused(MqttReasonCode reason) {
		count(this.refused.get(reason));
	}

	private static void count(@Nullable LongAdder adder) {
		if (adder != null) {
			adder.increment();
		}
	}

	/** Returns dropped messages by cause, those that happened. */
	Map<String, Long> dropped() {
		return view(this.dropped);
	}

	/** Returns refused clients by reason, those that happened. */
	Map<String, Long> refused() {
		return view(this.refused);
	}

	private static Map<String, Long> view(Map<? extends Enum<?>, LongAdder> counts) {
		Map<String, Long> view = new TreeMap<>();
		counts.forEach((key, adder) -> {
			if (adder.sum() > 0) {
				view.put(key.name().toLowerCase(Locale.ROOT).replace('_', '-'), adder.sum());
			}
		});
		return view;
	}

}
