package io.mqttboot.testkit.leak;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;

/**
 * What Netty's leak detectors have found in this process, kept instead of only logged.
 */
final class LeakRecorder extends ResourceLeakDetectorFactory {

	private static final LeakRecorder INSTANCE = new LeakRecorder();

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final Queue<RecordingDetector<?>> detectors = new ConcurrentLinkedQueue<>();

	private final Queue<String> leaks = new ConcurrentLinkedQueue<>();

	private LeakRecorder() {
	}

	/**
	 * Makes every detector that Netty creates from now on report here; classes that hold
	 * one have to be loaded later.
	 */
	static void install() {
		setResourceLeakDetectorFactory(INSTANCE);
	}

	/**
	 * Collects garbage until leaked buffers must have shown up, and forgets them.
	 * @return what was found since the last call, with the places where each was used
	 */
	static List<String> take() {
		// the second round catches what the first one made unreachable
		collectGarbage();
		collectGarbage();
		INSTANCE.detectors.forEach(RecordingDetector::poll);
		List<String> taken = new ArrayList<>();
		for (String leak = INSTANCE.leaks.poll(); leak != null; leak = INSTANCE.leaks.poll()) {
			taken.add(leak);
		}
		return taken;
	}

	private static void collectGarbage() {
		ReferenceQueue<Object> queue = new ReferenceQueue<>();
		WeakReference<Object> canary = new WeakReference<>(new Object(), queue);
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		try {
			do {
				System.gc();
			}
			while (queue.remove(10) != canary && System.nanoTime() < deadline);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	@SuppressWarnings("deprecation") // the one method that Netty leaves abstract
	public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval,
			long maxActive) {
		RecordingDetector<T> detector = new RecordingDetector<>(resource, samplingInterval, this.leaks);
		this.detectors.add(detector);
		return detector;
	}

	/** A detector that records; asks its queue of collected buffers when polled. */
	private static final class RecordingDetector<T> extends ResourceLeakDetector<T> {

		private final Queue<String> leaks;

		RecordingDetector(Class<T> resource, int samplingInterval, Queue<String> leaks) {
			super(resource, samplingInterval);
			this.leaks = leaks;
		}

		@SuppressWarnings("unchecked") // a detector keeps no more of an object than its
										// identity
		void poll() {
			T probe = (T) new Object();
			ResourceLeakTracker<T> tracker = track(probe);
			if (tracker != null) {
				tracker.close(probe);
			}
		}

		@Override
		protected boolean needReport() {
			return true;
		}

		@Override
		protected void reportTracedLeak(String resourceType, String records) {
			this.leaks.add(resourceType + withoutFramework(records));
		}

		private static String withoutFramework(String records) {
			return records.lines()
				.filter((line) -> !line.matches("\\s+(java\\.base/|org\\.junit\\.|org\\.apache\\.maven\\.).*"))
				.collect(Collectors.joining("\n"));
		}

		@Override
		protected void reportUntracedLeak(String resourceType) {
			this.leaks.add(resourceType + " (no records; is -Dio.netty.leakDetection.level=paranoid set?)");
		}

	}

}
