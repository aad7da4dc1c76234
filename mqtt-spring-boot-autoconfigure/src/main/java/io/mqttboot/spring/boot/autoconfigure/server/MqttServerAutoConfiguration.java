package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.MqttServerBuilder;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.server.spi.MqttAuthorizer;
import io.mqttboot.server.spi.MqttConnectStatusListener;
import io.mqttboot.server.spi.MqttDeliveryInterceptor;
import io.mqttboot.server.spi.MqttEventListener;
import io.mqttboot.server.spi.MqttMessageListener;
import io.mqttboot.server.spi.MqttPublishInterceptor;
import io.mqttboot.server.spi.MqttServerAuthHandler;
import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.server.spi.MqttSubscribeInterceptor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * {@link AutoConfiguration Auto-configuration} of the server, unless
 * {@code mqtt.server.enabled} is {@code false}: builds it from {@code mqtt.server.*} and
 * the application's beans, and starts and stops it with the application.
 */
@AutoConfiguration(after = SslAutoConfiguration.class)
@ConditionalOnClass(MqttServer.class)
@ConditionalOnBooleanProperty(name = "mqtt.server.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MqttServerProperties.class)
@Import({ MqttServerExecutorConfiguration.class, MqttServerAuthenticationConfiguration.class,
		MqttServerAuthorizationConfiguration.class })
@ImportRuntimeHints(MqttServerRuntimeHints.class)
public final class MqttServerAutoConfiguration {

	@Bean
	ApplicationBeans mqttServerApplicationBeans(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<MqttServerAuthHandler> authHandlers, ObjectProvider<MqttAuthenticator> authenticators,
			ObjectProvider<MqttAuthorizer> authorizers, ObjectProvider<MqttMessageListener> messageListeners,
			ObjectProvider<MqttConnectStatusListener> connectStatusListeners,
			ObjectProvider<MqttEventListener> eventListeners, ObjectProvider<MqttScramUsers> scramUsers,
			ObjectProvider<MqttServerObserver> observers) {
		return new ApplicationBeans(beanFactory, authHandlers, authenticators, authorizers, messageListeners,
				connectStatusListeners, eventListeners, scramUsers, observers);
	}

	@Bean
	InterceptorBeans mqttServerInterceptorBeans(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<MqttPublishInterceptor> publishing, ObjectProvider<MqttSubscribeInterceptor> subscribing,
			ObjectProvider<MqttDeliveryInterceptor> delivering) {
		return new InterceptorBeans(beanFactory, publishing, subscribing, delivering);
	}

	@Bean
	@ConditionalOnMissingBean
	MqttServer mqttServer(MqttServerProperties properties, ApplicationBeans beans, InterceptorBeans interceptors,
			Mechanisms mechanisms, ApplicationContext context,
			@Qualifier(MqttServerExecutorConfiguration.HANDLER_EXECUTOR) Executor handlerExecutor,
			@Qualifier(MqttServerExecutorConfiguration.AUTH_EXECUTOR) Executor authExecutor,
			ObjectProvider<SslBundles> bundles, ObjectProvider<MqttServerCustomizer> customizers) {
		AtomicReference<MqttServer> server = new AtomicReference<>();
		MqttServerBuilder builder = MqttServer.create()
			.config(PropertiesServerConfig.of(properties, ServerTls.of(properties.getSsl(), bundles.getIfAvailable())));
		builder.handlerExecutor(handlerExecutor).authExecutor(authExecutor);
		beans.applyTo(builder);
		interceptors.applyTo(builder);
		mechanisms.applyTo(builder, beans);
		builder.connectStatusListener(new ServerEventPublisher(context, server::get))
			.eventListener(new EventPublisher(context, properties.getEvents().kinds()))
			.observer(new DrainReadiness(context))
			.observer(new OverloadEventPublisher(context, server::get, handlerExecutor));
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		server.set(builder.build());
		mechanisms.check(server.get().config());
		return server.get();
	}

	@Bean
	@ConditionalOnMissingBean
	MqttServerLifecycle mqttServerLifecycle(MqttServer server, ApplicationBeans beans, InterceptorBeans interceptors,
			Mechanisms mechanisms, ApplicationContext context) {
		return new MqttServerLifecycle(server, () -> {
			beans.resolve();
			interceptors.resolve();
			mechanisms.resolve();
		}, context);
	}

	/** Nobody asks for the server of an application that is initialized lazily. */
	@Bean
	static LazyInitializationExcludeFilter mqttServerLazyInitializationExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(MqttServerLifecycle.class);
	}

}
