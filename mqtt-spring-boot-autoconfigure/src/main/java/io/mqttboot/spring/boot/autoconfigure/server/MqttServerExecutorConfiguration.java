package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Where the application's listeners and its authentication run: virtual threads where
 * Spring's switch and the JVM allow, pools otherwise. What waits for them is bounded by
 * the server's limits. No default candidates, so that the application's own executor
 * stays the one that everybody else gets.
 */
@Configuration(proxyBeanMethods = false)
class MqttServerExecutorConfiguration {

	static final String HANDLER_EXECUTOR = "mqttServerHandlerExecutor";

	static final String AUTH_EXECUTOR = "mqttServerAuthExecutor";

	private static final String HANDLER_PREFIX = "mqtt-handler-";

	private static final String AUTH_PREFIX = "mqtt-auth-";

	private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

	@Bean(name = HANDLER_EXECUTOR, defaultCandidate = false)
	@ConditionalOnMissingBean(name = HANDLER_EXECUTOR)
	@ConditionalOnThreading(Threading.VIRTUAL)
	Executor virtualHandlerExecutor() {
		return new VirtualThreadTaskExecutor(HANDLER_PREFIX);
	}

	@Bean(name = HANDLER_EXECUTOR, defaultCandidate = false, destroyMethod = "shutdown")
	@ConditionalOnMissingBean(name = HANDLER_EXECUTOR)
	@ConditionalOnThreading(Threading.PLATFORM)
	ExecutorService platformHandlerExecutor() {
		return pool(HANDLER_PREFIX, Math.max(8, 2 * PROCESSORS));
	}

	@Bean(name = AUTH_EXECUTOR, defaultCandidate = false)
	@ConditionalOnMissingBean(name = AUTH_EXECUTOR)
	@ConditionalOnThreading(Threading.VIRTUAL)
	Executor virtualAuthExecutor() {
		return new VirtualThreadTaskExecutor(AUTH_PREFIX);
	}

	@Bean(name = AUTH_EXECUTOR, defaultCandidate = false, destroyMethod = "shutdown")
	@ConditionalOnMissingBean(name = AUTH_EXECUTOR)
	@ConditionalOnThreading(Threading.PLATFORM)
	ExecutorService platformAuthExecutor() {
		return pool(AUTH_PREFIX, Math.max(16, 4 * PROCESSORS));
	}

	/**
	 * Plain, not Spring's: theirs stops with the context's first phase or pauses with a
	 * test, while the server still needs it.
	 */
	private static ExecutorService pool(String prefix, int threads) {
		CustomizableThreadFactory factory = new CustomizableThreadFactory(prefix);
		factory.setDaemon(true);
		ThreadPoolExecutor pool = new ThreadPoolExecutor(threads, threads, 30, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), factory);
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

}
