import java.nio.file.Files;
import java.nio.file.Path;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;

/** HiveMQ CE in memory, open to all as with its own allow-all extension, with long queues. */
public final class HiveMqPeer {

	public static void main(String[] args) throws Exception {
		Path home = Path.of(args[2]);
		Path conf = Files.createDirectories(home.resolve("conf"));
		Files.writeString(conf.resolve("config.xml"), """
				<?xml version="1.0"?>
				<hivemq>
					<listeners>
						<tcp-listener>
							<port>%s</port>
							<bind-address>127.0.0.1</bind-address>
						</tcp-listener>
						%s
					</listeners>
					<mqtt>
						<queued-messages>
							<max-queue-size>1000000</max-queue-size>
						</queued-messages>
					</mqtt>
					<persistence>
						<mode>in-memory</mode>
					</persistence>
					<anonymous-usage-statistics>
						<enabled>false</enabled>
					</anonymous-usage-statistics>
				</hivemq>
				""".formatted(args[0], webSocket(args[1])));
		EmbeddedExtension open = EmbeddedExtension.builder()
			.withId("open")
			.withName("open")
			.withVersion("1")
			.withAuthor("benchmark")
			.withExtensionMain(new Open())
			.build();
		EmbeddedHiveMQ.builder()
			.withConfigurationFolder(conf)
			.withDataFolder(Files.createDirectories(home.resolve("data")))
			.withExtensionsFolder(Files.createDirectories(home.resolve("extensions")))
			.withEmbeddedExtension(open)
			.build()
			.start()
			.get();
		System.out.println("ready");
		while (System.in.read() >= 0) {
			// until the end
		}
		System.exit(0);
	}

	private static String webSocket(String port) {
		return port.equals("0") ? "" : """
				<websocket-listener>
					<port>%s</port>
					<bind-address>127.0.0.1</bind-address>
					<path>/mqtt</path>
					<subprotocols>
						<subprotocol>mqtt</subprotocol>
					</subprotocols>
				</websocket-listener>
				""".formatted(port);
	}

	private static final class Open implements ExtensionMain {

		@Override
		public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
			SimpleAuthenticator all = (in, out) -> out.authenticateSuccessfully();
			Services.securityRegistry().setAuthenticatorProvider((in) -> all);
		}

		@Override
		public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
		}

	}

}
