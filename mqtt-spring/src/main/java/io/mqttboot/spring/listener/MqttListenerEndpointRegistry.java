package io.mqttboot.spring.listener;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.mqttboot.spring.MqttClients;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationEventPublisherAware;
import org.springframework.context.SmartLifecycle;

/**
 * All listeners of an application. They are subscribed as soon as they are registered, so
 * that nothing a resumed session brings finds no listener, but messages wait until the
 * application context starts. When it stops, listeners finish what they do; what waits
 * stays unacknowledged and comes again, and no subscription is given up that is to
 * outlive the process. For any thread.
 */
public class MqttListenerEndpointRegistry
		implements SmartLifecycle, BeanFactoryAware, ApplicationEventPublisherAware, DisposableBean {

	/**
	 * The phase: after a server and after clients connect, so that they are there while
	 * listeners finish.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 256;

	/** The bean that makes containers for listeners that name none. */
	public static final String FACTORY_BEAN_NAME = "mqttListenerContainerFactory";

	private static final Logger logger = LoggerFactory.getLogger(MqttListenerEndpointRegistry.class);

	private final List<Consumer<MqttListenerContainer>> watchers = new CopyOnWriteArrayList<>();

	private final ReentrantLock lock = new ReentrantLock();

	// all below is guarded by the lock

	private final Map<String, MqttListenerContainer> containers = new LinkedHashMap<>();

	private boolean running;

	private @Nullable MqttListenerContainerFactory ownFactory;

	private @Nullable BeanFactory beanFactory;

	private @Nullable ApplicationEventPublisher events;

	/**
	 * Creates a registry.
	 */
	public MqttListenerEndpointRegistry() {
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void setApplicationEventPublisher(ApplicationEventPublisher events) {
		this.events = events;
	}

	/**
	 * Returns a container factory.
	 * @param name the name of its bean; if it is empty {@link #FACTORY_BEAN_NAME}, or the
	 * only one, or one with nothing but defaults
	 * @return the factory
	 * @throws IllegalArgumentException if there is none of that name
	 * @throws IllegalStateException if this registry is no bean
	 */
	public MqttListenerContainerFactory factory(String name) {
		BeanFactory beans = this.beanFactory;
		if (beans == null) {
			throw new IllegalStateException("the registry is no bean, so it knows no container factories");
		}
		if (!name.isEmpty()) {
			try {
				return beans.getBean(name, MqttListenerContainerFactory.class);
			}
			catch (NoSuchBeanDefinitionException ex) {
				throw new IllegalArgumentException("there is no container factory '" + name + "'", ex);
			}
		}
		if (beans.containsBean(FACTORY_BEAN_NAME)) {
			return beans.getBean(FACTORY_BEAN_NAME, MqttListenerContainerFactory.class);
		}
		MqttListenerContainerFactory only = beans.getBeanProvider(MqttListenerContainerFactory.class).getIfUnique();
		return (only != null) ? only : ownFactory(beans);
	}

	private MqttListenerContainerFactory ownFactory(BeanFactory beans) {
		this.lock.lock();
		try {
			MqttListenerContainerFactory own = this.ownFactory;
			if (own == null) {
				own = new MqttListenerContainerFactory(MqttClients.of(beans));
				own.setBeanFactory(beans);
				if (this.events != null) {
					own.setApplicationEventPublisher(this.events);
				}
				this.ownFactory = own;
			}
			return own;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Adds a listener, with the factory that is used where none is named.
	 * @param endpoint the listener
	 * @return its container
	 * @throws IllegalArgumentException if there is one with its identifier
	 */
	public MqttListenerContainer register(MqttListenerEndpoint endpoint) {
		return register(endpoint, factory(""));
	}

	/**
	 * Adds a listener. It is subscribed now, and called when the context has started.
	 * @param endpoint the listener
	 * @param factory who makes its container
	 * @return its container
	 * @throws IllegalArgumentException if there is one with its identifier
	 */
	public MqttListenerContainer register(MqttListenerEndpoint endpoint, MqttListenerContainerFactory factory) {
		warnOfWhiteSpace(endpoint);
		if (container(endpoint.id()) != null) {
			throw twice(endpoint);
		}
		// not under the lock: a client may be a bean that is still to be made
		MqttListenerContainer container = factory.createContainer(endpoint);
		boolean begun;
		this.lock.lock();
		try {
			if (this.containers.putIfAbsent(endpoint.id(), container) != null) {
				throw twice(endpoint);
			}
			begun = this.running;
		}
		finally {
			this.lock.unlock();
		}
		this.watchers.forEach((watcher) -> watcher.accept(container));
		if (endpoint.autoStartup() && begun) {
			container.start();
		}
		else if (endpoint.autoStartup()) {
			container.prepare(); // start() finds it
		}
		return container;
	}

	private static IllegalArgumentException twice(MqttListenerEndpoint endpoint) {
		return new IllegalArgumentException("there are two listeners '" + endpoint.id() + "'");
	}

	private static void warnOfWhiteSpace(MqttListenerEndpoint endpoint) {
		for (String filter : endpoint.filters().keySet()) {
			if (filter.chars().anyMatch(Character::isWhitespace)) {
				logger.warn("The topic '{}' of listener '{}' contains white space, which is part of it", filter,
						endpoint.id());
			}
		}
	}

	/**
	 * Takes a listener off and gives its subscription up.
	 * @param id its identifier
	 * @return its container, {@code null} if there was none
	 */
	public @Nullable MqttListenerContainer unregister(String id) {
		MqttListenerContainer container;
		this.lock.lock();
		try {
			container = this.containers.remove(id);
		}
		finally {
			this.lock.unlock();
		}
		if (container != null) {
			container.stop();
		}
		return container;
	}

	/**
	 * Returns a container.
	 * @param id the identifier of its listener
	 * @return the container, {@code null} if there is none
	 */
	public @Nullable MqttListenerContainer container(String id) {
		this.lock.lock();
		try {
			return this.containers.get(id);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Returns all containers.
	 * @return a copy, in the order of registration
	 */
	public Collection<MqttListenerContainer> containers() {
		this.lock.lock();
		try {
			return List.copyOf(this.containers.values());
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Calls somebody with each container, now and whenever one is registered.
	 * @param watcher who is called, now and then twice with the same
	 */
	public void forEach(Consumer<MqttListenerContainer> watcher) {
		this.watchers.add(watcher);
		containers().forEach(watcher);
	}

	// ------ life

	@Override
	public void start() {
		setRunning(true);
		for (MqttListenerContainer each : containers()) {
			if (each.endpoint().autoStartup() || each.isPrepared()) {
				each.start();
			}
		}
	}

	@Override
	public void stop() {
		setRunning(false);
		Collection<MqttListenerContainer> all = containers();
		all.forEach(MqttListenerContainer::rest);
		all.forEach(MqttListenerContainer::awaitRest);
	}

	private void setRunning(boolean value) {
		this.lock.lock();
		try {
			this.running = value;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public boolean isRunning() {
		this.lock.lock();
		try {
			return this.running;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public void destroy() {
		containers().forEach(MqttListenerContainer::close);
		MqttListenerContainerFactory own = this.ownFactory;
		if (own != null) {
			own.destroy();
		}
	}

}
