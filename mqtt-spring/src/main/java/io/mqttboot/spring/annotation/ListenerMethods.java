package io.mqttboot.spring.annotation;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.mqttboot.MqttMessage;
import io.mqttboot.client.spi.MqttAcknowledgment;
import io.mqttboot.spring.MqttHeaders;
import io.mqttboot.spring.listener.MqttListenerContainerFactory;
import io.mqttboot.spring.listener.MqttListenerRegistrar;
import io.mqttboot.spring.listener.MqttReceived;
import io.mqttboot.spring.listener.MqttUnreadableMessageException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionService;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;
import org.springframework.messaging.handler.annotation.support.DestinationVariableMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolverComposite;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;
import org.springframework.validation.Validator;

/**
 * Prepares listener methods: what resolves their arguments, one for each converter.
 */
final class ListenerMethods {

	// the name that Spring itself looks for
	private static final String CONVERSION_SERVICE = "conversionService";

	private final BeanFactory beans;

	private final MqttListenerRegistrar registrar;

	private final Map<MessageConverter, Factory> factories = new ConcurrentHashMap<>();

	ListenerMethods(BeanFactory beans, MqttListenerRegistrar registrar) {
		this.beans = beans;
		this.registrar = registrar;
	}

	/** Prepares a method for the containers of a factory. */
	void prepare(ListenerMethod method, MqttListenerContainerFactory containers) {
		MessageConverter own = this.registrar.messageConverter();
		MessageConverter converter = (own != null) ? own : containers.getMessageConverter();
		method.invocable(this.factories.computeIfAbsent(converter, this::factory)
			.createInvocableHandlerMethod(method.bean(), method.method()));
	}

	private Factory factory(MessageConverter converter) {
		Factory factory = new Factory();
		factory.setBeanFactory(this.beans);
		factory.setMessageConverter(converter);
		ConversionService conversions = this.beans.containsBean(CONVERSION_SERVICE)
				? this.beans.getBean(CONVERSION_SERVICE, ConversionService.class)
				: new DefaultFormattingConversionService();
		factory.setConversionService(conversions);
		Validator validator = this.registrar.validator();
		Validator used = (validator != null) ? validator : this.beans.getBeanProvider(Validator.class).getIfUnique();
		if (used != null) {
			factory.setValidator(used);
		}
		List<HandlerMethodArgumentResolver> resolvers = new ArrayList<>(this.registrar.argumentResolvers());
		resolvers.add(new DestinationVariableMethodArgumentResolver(conversions));
		resolvers.add(new ReceivedResolver());
		factory.setCustomArgumentResolvers(resolvers);
		factory.afterPropertiesSet();
		return factory;
	}

	/** Makes methods whose arguments fail as messages that do not fit. */
	private static final class Factory extends DefaultMessageHandlerMethodFactory {

		private final HandlerMethodArgumentResolverComposite resolvers = new HandlerMethodArgumentResolverComposite();

		@Override
		protected List<HandlerMethodArgumentResolver> initArgumentResolvers() {
			List<HandlerMethodArgumentResolver> all = super.initArgumentResolvers();
			this.resolvers.addResolvers(all);
			return all;
		}

		@Override
		public InvocableHandlerMethod createInvocableHandlerMethod(Object bean, Method method) {
			InvocableHandlerMethod invocable = new Invocable(bean, method);
			invocable.setMessageMethodArgumentResolvers(this.resolvers);
			return invocable;
		}

	}

	/** Tells failures of arguments from those of the method. */
	private static final class Invocable extends InvocableHandlerMethod {

		Invocable(Object bean, Method method) {
			super(bean, method);
		}

		@Override
		protected @Nullable Object[] getMethodArgumentValues(Message<?> message, @Nullable Object... provided)
				throws Exception {
			try {
				return super.getMethodArgumentValues(message, provided);
			}
			catch (Exception ex) {
				throw new MqttUnreadableMessageException(
						"a message on topic '" + message.getHeaders().get(MqttHeaders.TOPIC) + "' does not fit "
								+ getShortLogMessage() + ": " + ex.getMessage(),
						ex);
			}
		}

	}

	/** Knows the arguments that are no payload. */
	private static final class ReceivedResolver implements HandlerMethodArgumentResolver {

		@Override
		public boolean supportsParameter(MethodParameter parameter) {
			Class<?> type = parameter.getParameterType();
			return type == MqttMessage.class || type == MqttAcknowledgment.class || type == MqttReceived.class;
		}

		@Override
		public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) {
			MqttReceived received = message.getHeaders().get(ListenerMethod.RECEIVED, MqttReceived.class);
			if (received == null || parameter.getParameterType() == MqttReceived.class) {
				return received;
			}
			return (parameter.getParameterType() == MqttMessage.class) ? received.message() : received.acknowledgment();
		}

	}

}
