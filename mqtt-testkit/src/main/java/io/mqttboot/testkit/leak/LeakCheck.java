package io.mqttboot.testkit.leak;

import java.util.List;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Listens to the launcher of the tests: before the first test it has Netty report leaks
 * to {@link LeakRecorder}, after the last one it fails the run if there were any. Does
 * nothing where Netty is not on the class path.
 */
public final class LeakCheck implements LauncherSessionListener {

	private static final boolean NETTY = nettyIsPresent();

	@Override
	public void launcherSessionOpened(LauncherSession session) {
		if (NETTY) {
			LeakRecorder.install();
		}
	}

	@Override
	public void launcherSessionClosed(LauncherSession session) {
		if (!NETTY) {
			return;
		}
		List<String> leaks = LeakRecorder.take().stream().filter((leak) -> !isSprings(leak)).toList();
		if (!leaks.isEmpty()) {
			throw new AssertionError(leaks.size() + " buffers or more were not released. Where they were used:\n"
					+ String.join("\n", leaks));
		}
	}

	// Spring's writer of server-sent events loses a buffer when its listener goes while
	// it
	// writes. None of our code has touched such a buffer.
	private static boolean isSprings(String leak) {
		return leak.contains("org.springframework.core.io.buffer.NettyDataBuffer") && !leak.contains("io.mqttboot");
	}

	private static boolean nettyIsPresent() {
		try {
			Class.forName("io.netty.util.ResourceLeakDetectorFactory", false, LeakCheck.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException ex) {
			return false; // a module without buffers
		}
	}

}
