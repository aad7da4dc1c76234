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

/** HiveMQ CE in memory, on one port, open to all as with its own allow-all extension. */
public final class HiveMqPeer {

	public static void main(String[] args) throws Exception {
		Path home = Path.of(args[1]);
		Path conf = Files.createDirectories(home.resolve("conf"));
		Files.writeString(conf.resolve("config.xml"), """
				<?xml version="1.0"?>
				<hivemq>
					<listeners>
						<tcp-listener>
							<port>%s</port>
							<bind-address>127.0.0.1</bind-address>
						</tcp-listener>
					</listeners>
					<persistence>
						<mode>in-memory</mode>
					</persistence>
					<anonymous-usage-statistics>
						<enabled>false</enabled>
					</anonymous-usage-statistics>
				</hivemq>
				""".formatted(args[0]));
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
