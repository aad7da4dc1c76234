package io.mqttboot.spring.web;

import io.mqttboot.server.MqttServer;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * The controllers of the HTTP API. Wants a {@link MqttServer}, {@link MqttHttpSettings},
 * {@link MqttHttpCounts} that observe the server, and a {@link MqttAudit}; beside it one
 * of {@link MqttHttpServletConfiguration} and {@link MqttHttpReactiveConfiguration}, and
 * a gate.
 */
@Configuration(proxyBeanMethods = false)
@ImportRuntimeHints(MqttHttpConfiguration.Description.class)
public class MqttHttpConfiguration {

	@Bean
	Acts mqttHttpActs(MqttAudit audit) {
		return new Acts(audit);
	}

	@Bean
	Statistics mqttHttpStatistics(MqttServer server, MqttHttpCounts counts) {
		return new Statistics(server, counts);
	}

	@Bean
	Feeds mqttHttpFeeds(MqttServer server, Statistics statistics, Acts acts, MqttHttpSettings settings) {
		return new Feeds(server, statistics, acts, settings);
	}

	@Bean
	Endpoints mqttHttpEndpoints(ObjectProvider<ApiController> controllers, MqttHttpSettings settings) {
		return new Endpoints(controllers, settings);
	}

	@Bean
	ApiFailures mqttHttpFailures() {
		return new ApiFailures();
	}

	@Bean
	StateController mqttHttpStateController(Statistics statistics, Endpoints endpoints, MqttHttpSettings settings) {
		return new StateController(statistics, endpoints, settings);
	}

	@Bean
	MessagingController mqttHttpMessagingController(MqttServer server, Acts acts, MqttHttpSettings settings) {
		return new MessagingController(server, acts, settings);
	}

	@Bean
	ClientsController mqttHttpClientsController(MqttServer server, Acts acts, MqttHttpSettings settings) {
		return new ClientsController(server, acts, settings);
	}

	@Bean
	RetainedController mqttHttpRetainedController(MqttServer server, Acts acts, MqttHttpSettings settings) {
		return new RetainedController(server, acts, settings);
	}

	@Bean
	OperationsController mqttHttpOperationsController(MqttServer server, Acts acts, MqttHttpSettings settings) {
		return new OperationsController(server, acts, settings);
	}

	@Bean
	BansController mqttHttpBansController(MqttServer server, Acts acts) {
		return new BansController(server, acts);
	}

	/** The description is a file, which a native image must keep. */
	static class Description implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.resources().registerPattern("io/mqttboot/spring/web/openapi.json");
		}

	}

}
