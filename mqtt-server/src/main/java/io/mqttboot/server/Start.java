package io.mqttboot.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

import javax.net.ssl.SSLException;

import io.mqttboot.server.MqttServerStartException.Kind;
import io.mqttboot.server.config.MqttAnonymous;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.internal.transport.ListenerException;
import io.mqttboot.server.internal.transport.Listeners;
import io.mqttboot.server.spi.MqttEvent;

/**
 * One start of a server: checks, reads the stores, opens the ports; what goes wrong
 * becomes a reason with an action, and nothing stays behind.
 */
final class Start {

	private final MqttServerConfig config;

	private final Parts parts;

	Start(MqttServerConfig config, Parts parts) {
		this.config = config;
		this.parts = parts;
	}

	void run(BiConsumer<Engine, Listeners> started) {
		checkAnonymous();
		Hardening.check(this.config, this.parts);
		Listeners listeners = loops();
		boolean done = false;
		try {
			Engine engine = new Engine(this.config, this.parts, listeners.loops(), listeners.lobby());
			restore(engine);
			open(listeners, engine);
			engine.watch(listeners::directMemoryPercent);
			started.accept(engine, listeners);
			done = true;
			engine.happened(new MqttEvent.ServerStarted());
		}
		finally {
			if (!done) {
				listeners.shutdown();
			}
		}
	}

	private void checkAnonymous() {
		if (this.parts.authenticates() || this.config.anonymous() == MqttAnonymous.ALWAYS) {
			return;
		}
		if (this.config.anonymous() == MqttAnonymous.NEVER) {
			throw new MqttServerStartException(Kind.PUBLIC_WITHOUT_AUTHENTICATION,
					this.config.name() + " lets nobody in: anonymous clients are never allowed and nothing "
							+ "authenticates clients.",
					"Register an MqttServerAuthHandler or an MqttAuthenticator.", null);
		}
		for (MqttListenerConfig listener : this.config.listeners()) {
			if (!isLoopback(listener)) {
				throw new MqttServerStartException(Kind.PUBLIC_WITHOUT_AUTHENTICATION,
						this.config.name() + " would listen on " + listener.host()
								+ ", which others can reach, and nothing authenticates clients.",
						"Register an MqttServerAuthHandler or an MqttAuthenticator, or bind to 127.0.0.1, or, if "
								+ "everybody may connect, allow anonymous clients always.",
						null);
			}
		}
	}

	static boolean isLoopback(MqttListenerConfig listener) {
		try {
			return InetAddress.getByName(listener.host()).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			throw address(listener, ex);
		}
	}

	private Listeners loops() {
		try {
			return new Listeners(this.config);
		}
		catch (IllegalStateException ex) {
			throw new MqttServerStartException(Kind.TRANSPORT, String.valueOf(ex.getMessage()) + ".",
					"Add the native library of the transport to the class path, or choose AUTO or NIO.", ex);
		}
	}

	private static void restore(Engine engine) {
		try {
			engine.restore();
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new MqttServerStartException(Kind.STORE, "A store cannot be read: " + ex.getMessage(),
					"Repair the store, or remove it to start empty.", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new MqttServerStartException(Kind.STORE, "The start was interrupted while a store was read.",
					"Start again.", ex);
		}
	}

	private void open(Listeners listeners, Engine engine) {
		try {
			listeners.open(engine.connections());
		}
		catch (ListenerException ex) {
			MqttListenerConfig listener = ex.listener();
			if (ex.getCause() instanceof SSLException || ex.getCause() instanceof IllegalArgumentException) {
				throw new MqttServerStartException(Kind.TLS,
						"The TLS keys or settings of port " + listener.port() + " cannot be used: "
								+ ex.getCause().getMessage(),
						"Check the certificate and its private key, the protocols and the cipher suites.", ex);
			}
			Throwable cause = ex.getCause();
			if (cause != null && isPortTaken(cause)) {
				if (isAskedForTwice(listener)) {
					throw new MqttServerStartException(Kind.PORT_IN_USE,
							"Two listeners of " + this.config.name() + " ask for port " + listener.port() + ".",
							"Give the TCP and the WebSocket listener different ports.", ex);
				}
				throw new MqttServerStartException(Kind.PORT_IN_USE,
						"Port " + listener.port() + " of " + listener.host() + " is in use or may not be opened: "
								+ cause.getMessage(),
						"Stop the process that listens on port " + listener.port()
								+ ", or choose another port (0 for any free one).",
						ex);
			}
			throw address(listener, ex);
		}
		catch (IOException ex) {
			throw new MqttServerStartException(Kind.ADDRESS, "A port cannot be opened: " + ex.getMessage(),
					"Check the configured listeners.", ex);
		}
	}

	private boolean isAskedForTwice(MqttListenerConfig listener) {
		return this.config.listeners().stream().filter((each) -> each.port() == listener.port()).count() > 1;
	}

	// Native transports throw what is no BindException, but says the same.
	private static boolean isPortTaken(Throwable failure) {
		String message = String.valueOf(failure.getMessage());
		return failure instanceof BindException ? !message.contains("assign requested address")
				: message.contains("Address already in use") || message.contains("Permission denied");
	}

	private static MqttServerStartException address(MqttListenerConfig listener, Exception cause) {
		return new MqttServerStartException(Kind.ADDRESS, "The address " + listener.host()
				+ " is not known, or is not one of this machine: " + cause.getMessage(),
				"Choose an address of this machine, for example 127.0.0.1.", cause);
	}

}
