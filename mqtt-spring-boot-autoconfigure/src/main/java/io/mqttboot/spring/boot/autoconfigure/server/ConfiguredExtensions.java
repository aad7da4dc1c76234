package io.mqttboot.spring.boot.autoconfigure.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.mqttboot.MqttQos;
import io.mqttboot.server.config.MqttAutoSubscription;
import io.mqttboot.server.config.MqttExtensions;
import io.mqttboot.server.config.MqttRewrite;
import io.mqttboot.server.config.MqttSysTree;

/**
 * Makes of the properties what goes beyond the standard; what is not valid is reported by
 * the name of its key.
 */
final class ConfiguredExtensions {

	private ConfiguredExtensions() {
	}

	static MqttExtensions of(MqttServerExtensionProperties properties) {
		return MqttExtensions.NONE
			.withInterceptorTimeout(
					PropertiesServerConfig.positive("interceptors.timeout", properties.getInterceptors().getTimeout()))
			.withSys(sys(properties.getSys()))
			.withRewrites(rewrites(properties.getRewrite()))
			.withAutoSubscriptions(autoSubscriptions(properties.getAutoSubscriptions()))
			.withExclusiveSubscriptions(properties.isExclusiveSubscriptions());
	}

	private static MqttSysTree sys(MqttServerExtensionProperties.Sys properties) {
		Duration interval = properties.getInterval();
		try {
			return new MqttSysTree(properties.isEnabled(), interval);
		}
		catch (IllegalArgumentException ex) {
			throw PropertiesServerConfig.invalid("sys.interval", interval, String.valueOf(ex.getMessage()));
		}
	}

	private static List<MqttRewrite> rewrites(List<MqttServerExtensionProperties.Rewrite> rules) {
		List<MqttRewrite> made = new ArrayList<>();
		for (MqttServerExtensionProperties.Rewrite rule : rules) {
			try {
				made.add(new MqttRewrite(rule.getAction(), rule.getSource(), rule.getRegex(), rule.getDestination()));
			}
			catch (IllegalArgumentException ex) {
				throw PropertiesServerConfig.invalid("rewrite[" + made.size() + "]", rule.getSource(),
						"It is not valid: " + ex.getMessage() + ".");
			}
		}
		return made;
	}

	private static List<MqttAutoSubscription> autoSubscriptions(
			List<MqttServerExtensionProperties.AutoSubscription> subscriptions) {
		List<MqttAutoSubscription> made = new ArrayList<>();
		for (MqttServerExtensionProperties.AutoSubscription each : subscriptions) {
			String key = "auto-subscriptions[" + made.size() + "]";
			int qos = PropertiesServerConfig.within(key + ".qos", each.getQos(), 0, 2);
			try {
				made.add(new MqttAutoSubscription(each.getFilter(), MqttQos.of(qos), each.isNoLocal(),
						each.isRetainAsPublished(), each.getRetainHandling()));
			}
			catch (IllegalArgumentException ex) {
				throw PropertiesServerConfig.invalid(key, each.getFilter(),
						"It is not valid: " + ex.getMessage() + ".");
			}
		}
		return made;
	}

}
