package io.mqttboot.spring.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

import io.mqttboot.MqttQos;
import io.mqttboot.spring.listener.MqttAckMode;
import io.mqttboot.spring.listener.MqttListenerConfigurer;
import io.mqttboot.spring.listener.MqttListenerContainerFactory;
import io.mqttboot.spring.listener.MqttListenerEndpoint;
import io.mqttboot.spring.listener.MqttListenerEndpointRegistry;
import io.mqttboot.spring.listener.MqttListenerErrorHandler;
import io.mqttboot.spring.listener.MqttListenerRegistrar;
import io.mqttboot.spring.listener.MqttOrdering;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.BeanInitializationException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.annotation.RepeatableContainers;
import org.springframework.messaging.handler.annotation.SendTo;

/**
 * Finds {@link MqttListener} and {@link MqttServerListener} methods of beans and makes
 * listeners of them. What is wrong with one fails the creation of its bean.
 */
public class MqttListenerAnnotationBeanPostProcessor
		implements BeanPostProcessor, Ordered, BeanFactoryAware, SmartInitializingSingleton {

	/** A listener that waits until all beans are there. */
	private record Found(MqttListenerEndpoint.Builder endpoint, ListenerMethod method, String factory) {
	}

	private final Set<Class<?>> withoutListeners = ConcurrentHashMap.newKeySet();

	private final List<Found> found = new CopyOnWriteArrayList<>();

	private @Nullable ConfigurableListableBeanFactory beanFactory;

	private volatile @Nullable ListenerMethods methods;

	/**
	 * Creates the post-processor.
	 */
	public MqttListenerAnnotationBeanPostProcessor() {
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	private ConfigurableListableBeanFactory beans() {
		ConfigurableListableBeanFactory beans = this.beanFactory;
		if (beans == null) {
			throw new IllegalStateException("the post-processor is no bean");
		}
		return beans;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
		if (bean instanceof AopInfrastructureBean || isMock(type) || this.withoutListeners.contains(type)
				|| !AnnotationUtils.isCandidateClass(type, List.of(MqttListener.class, MqttServerListener.class))) {
			return bean;
		}
		Map<Method, Set<MergedAnnotation<?>>> listeners = MethodIntrospector.selectMethods(type,
				(MethodIntrospector.MetadataLookup<Set<MergedAnnotation<?>>>) MqttListenerAnnotationBeanPostProcessor::listeners);
		if (listeners.isEmpty()) {
			this.withoutListeners.add(type);
		}
		listeners.forEach((method, all) -> {
			int number = 0;
			for (MergedAnnotation<?> each : all) {
				number++;
				add(bean, beanName, method, each, number);
			}
		});
		return bean;
	}

	// one in a test would swallow the messages that the test is about
	private static boolean isMock(Class<?> type) {
		return type.getName().contains("$MockitoMock$");
	}

	private static @Nullable Set<MergedAnnotation<?>> listeners(Method method) {
		MergedAnnotations annotations = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY,
				RepeatableContainers.standardRepeatables());
		Set<MergedAnnotation<?>> all = new LinkedHashSet<>();
		annotations.stream(MqttListener.class).forEach(all::add);
		annotations.stream(MqttServerListener.class).forEach(all::add);
		return all.isEmpty() ? null : all;
	}

	private void add(Object bean, String beanName, Method method, MergedAnnotation<? extends Annotation> annotation,
			int number) {
		String what = "@" + annotation.getType().getSimpleName() + " on " + method.getDeclaringClass().getSimpleName()
				+ "." + method.getName();
		try {
			Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
			ListenerAttributes attributes = new ListenerAttributes(annotation, beans());
			String id = beanName + "." + method.getName() + ((number > 1) ? "#" + number : "");
			MqttListenerEndpoint.Builder endpoint = endpoint(attributes, attributes.text("id", id), method);
			if (annotation.getType() == MqttServerListener.class) {
				endpoint.onServer();
			}
			ListenerMethod handler = new ListenerMethod(bean, invocable);
			endpoint.handler(handler).build(); // says what is wrong with it
			Found listener = new Found(endpoint, handler, attributes.text("containerFactory", ""));
			if (this.methods == null) {
				this.found.add(listener);
			}
			else {
				register(listener); // a bean that is made late
			}
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			throw new BeanCreationException(beanName, what + ": " + ex.getMessage(), ex);
		}
	}

	private MqttListenerEndpoint.Builder endpoint(ListenerAttributes attributes, String id, Method method) {
		MqttListenerEndpoint.Builder endpoint = MqttListenerEndpoint.builder(id)
			.topics(attributes.texts("topics"))
			.group(attributes.text("group", ""))
			.client(attributes.text("client", ""))
			.qos(attributes.value("qos", (text) -> MqttQos.of(Integer.parseInt(text))))
			.ackMode(attributes.constant("ackMode", MqttAckMode.class))
			.ordering(attributes.constant("ordering", MqttOrdering.class))
			.errorHandler(attributes.bean("errorHandler", MqttListenerErrorHandler.class))
			.executor(attributes.bean("executor", Executor.class))
			.autoStartup(attributes.flag("autoStartup"));
		Integer concurrency = attributes.value("concurrency", Integer::valueOf);
		if (concurrency != null) {
			endpoint.concurrency(concurrency);
		}
		SendTo sendTo = AnnotatedElementUtils.findMergedAnnotation(method, SendTo.class);
		if (sendTo != null && sendTo.value().length > 0) {
			endpoint.sendTo(attributes.resolved(sendTo.value()[0]));
		}
		return endpoint;
	}

	@Override
	public void afterSingletonsInstantiated() {
		MqttListenerRegistrar registrar = new MqttListenerRegistrar();
		beans().getBeanProvider(MqttListenerConfigurer.class)
			.orderedStream()
			.forEach((each) -> each.configure(registrar));
		this.methods = new ListenerMethods(beans(), registrar);
		List<Found> waiting = new ArrayList<>(this.found);
		this.found.clear();
		waiting.forEach(this::register);
		registrar.registerWith(registry());
	}

	private void register(Found listener) {
		ListenerMethods all = this.methods;
		if (all == null) {
			throw new IllegalStateException("listeners are registered when all beans are there");
		}
		MqttListenerEndpoint endpoint = listener.endpoint().build();
		try {
			MqttListenerContainerFactory factory = registry().factory(listener.factory());
			all.prepare(listener.method(), factory);
			registry().register(endpoint, factory);
		}
		catch (IllegalArgumentException ex) {
			throw new BeanInitializationException("Listener '" + endpoint.id() + "': " + ex.getMessage(), ex);
		}
	}

	private MqttListenerEndpointRegistry registry() {
		return beans().getBean(MqttListenerEndpointRegistry.class);
	}

}
