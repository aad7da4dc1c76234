package io.mqttboot.spring.boot.autoconfigure.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import io.mqttboot.client.MqttClient;
import io.mqttboot.client.MqttClientBuilder;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.spi.MqttClientAuthenticator;
import io.mqttboot.client.spi.MqttClientObserver;
import io.mqttboot.client.spi.MqttCredentialsProvider;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;

/**
 * Makes the clients that properties describe, with the beans of the application.
 */
final class ClientFactory {

	static final String BEAN = "mqttClientFactory";

	private final MqttClientProperties properties;

	private final MqttProducerProperties producer;

	private final MqttConnectionDetails details;

	private final @Nullable Executor handlerExecutor;

	private final ConnectionEvents events;

	private final BeanFactory beans;

	private final Environment environment;

	private final Map<MqttClient, Terms> terms = new ConcurrentHashMap<>();

	/**
	 * What is agreed on a client's start and stop.
	 *
	 * @param first its first connection, if that must succeed
	 * @param grace how long a stop waits for what it has to deliver
	 */
	record Terms(@Nullable FirstConnection first, Duration grace) {

		private static final Terms OF_STRANGERS = new Terms(null,
				new MqttClientProperties().getShutdown().getGracePeriod());

	}

	ClientFactory(MqttClientProperties properties, MqttProducerProperties producer, MqttConnectionDetails details,
			@Nullable Executor handlerExecutor, ConnectionEvents events, BeanFactory beans, Environment environment) {
		this.properties = properties;
		this.producer = producer;
		this.details = details;
		this.handlerExecutor = handlerExecutor;
		this.events = events;
		this.beans = beans;
		this.environment = environment;
	}

	/** Makes the client of {@code mqtt.client}, not connected yet. */
	MqttClient common() {
		return create(MqttClientRegistry.DEFAULT, MqttClientProperties.PREFIX, this.properties);
	}

	/** Makes a client under {@code mqtt.clients}, not connected yet. */
	MqttClient named(String name) {
		return create(name, NamedClients.PREFIX + "." + name + ".",
				NamedClients.properties(name, this.environment, this.properties.getClientId()));
	}

	private MqttClient create(String name, String prefix, MqttClientProperties given) {
		PropertyCheck check = new PropertyCheck(prefix);
		Duration grace = check.atLeast("shutdown.grace-period", given.getShutdown().getGracePeriod(), Duration.ZERO);
		MqttClientBuilder builder = MqttClient.create().config(config(check, given));
		if (this.handlerExecutor != null) {
			builder.handlerExecutor(this.handlerExecutor);
		}
		AtomicReference<MqttClient> client = new AtomicReference<>();
		builder.connectionListener(this.events.of(name, client::get));
		FirstConnection first = given.isFailFast()
				? new FirstConnection(() -> client.get().config().serverUris().size()) : null;
		if (first != null) {
			builder.observer(first);
		}
		applyBeans(check, given, builder);
		this.beans.getBeanProvider(MqttClientCustomizer.class)
			.orderedStream()
			.forEach((customizer) -> customizer.customize(name, builder));
		client.set(builder.build());
		this.terms.put(client.get(), new Terms(first, grace));
		return client.get();
	}

	/** Returns the terms of a client, which the application may have made itself. */
	Terms terms(MqttClient client) {
		return this.terms.getOrDefault(client, Terms.OF_STRANGERS);
	}

	private MqttClientConfig config(PropertyCheck check, MqttClientProperties given) {
		MqttClientConfig.Builder config = PropertiesClientConfig.of(check, given, this.producer);
		SslBundles bundles = this.beans.getBeanProvider(SslBundles.class).getIfAvailable();
		new ClientConnection(check, given, this.details, bundles).applyTo(config, given.getVersion().is5());
		return config.build();
	}

	private void applyBeans(PropertyCheck check, MqttClientProperties given, MqttClientBuilder builder) {
		this.beans.getBeanProvider(MqttClientObserver.class).orderedStream().forEach(builder::observer);
		MqttCredentialsProvider device = AlibabaDevice.of(check, given.getAlibaba());
		if (device != null) {
			builder.credentialsProvider(device);
		}
		else {
			this.beans.getBeanProvider(MqttCredentialsProvider.class).ifAvailable(builder::credentialsProvider);
		}
		this.beans.getBeanProvider(MqttClientAuthenticator.class).ifAvailable((authenticator) -> {
			if (!given.getVersion().is5()) {
				throw check.invalid("version", given.getVersion(), "an MqttClientAuthenticator bean needs MQTT_5");
			}
			builder.authenticator(authenticator);
		});
	}

}
