package io.mqttboot.benchmarks.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.internal.permission.Permissions;
import io.mqttboot.server.internal.permission.Rights;
import io.mqttboot.server.internal.permission.Ruleset;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whether a client may, by rules of which the last one says yes: for one topic, as with
 * every message, and for a filter, as with every subscription.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class PermissionCheck {

	@Param({ "1", "20", "200" })
	int rules;

	private Permissions permissions;

	private final String topic = "devices/client-000017/line/3/temperature";

	private final MqttTopicFilter filter = MqttTopicFilter.of("devices/client-000017/#");

	@Setup
	public void setUp() {
		List<MqttRule> list = new ArrayList<>();
		for (int i = 1; i < this.rules; i++) {
			list.add((i % 4 == 0) ? MqttRule.deny(Action.ALL, "devices/{clientId}/secret/" + i)
					: MqttRule.allow(Action.ALL, "plant/" + i + "/+/{site}/#"));
		}
		list.add(MqttRule.allow(Action.ALL, "devices/{clientId}/line/#", "devices/{clientId}/#"));
		MqttIdentity client = new MqttIdentity("client-000017", "anna", Map.of("site", "berlin"), Set.of());
		this.permissions = new Permissions(Rights.of(client, Ruleset.of(list), false, 0));
	}

	@Benchmark
	public boolean publish() {
		return this.permissions.mayPublish(this.topic);
	}

	@Benchmark
	public boolean subscribe() {
		return this.permissions.maySubscribe(this.filter);
	}

}
