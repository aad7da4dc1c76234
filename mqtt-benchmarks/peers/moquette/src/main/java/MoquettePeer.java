import java.util.Properties;

import io.moquette.broker.Server;
import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;

/** Moquette in memory, open to all, without telemetry, and with room for large packets. */
public final class MoquettePeer {

	public static void main(String[] args) throws Exception {
		Properties config = new Properties();
		config.setProperty(IConfig.HOST_PROPERTY_NAME, "127.0.0.1");
		config.setProperty(IConfig.PORT_PROPERTY_NAME, args[0]);
		if (!args[1].equals("0")) {
			config.setProperty(IConfig.WEB_SOCKET_PORT_PROPERTY_NAME, args[1]);
		}
		config.setProperty(IConfig.ALLOW_ANONYMOUS_PROPERTY_NAME, "true");
		config.setProperty(IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME, "false");
		config.setProperty(IConfig.ENABLE_TELEMETRY_NAME, "false");
		config.setProperty(IConfig.NETTY_MAX_BYTES_PROPERTY_NAME, "1048576");
		new Server().startServer(new MemoryConfig(config));
		System.out.println("ready");
		while (System.in.read() >= 0) {
			// until the end
		}
		System.exit(0);
	}

}
