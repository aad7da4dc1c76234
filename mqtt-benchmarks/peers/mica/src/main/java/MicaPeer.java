import org.dromara.mica.mqtt.core.server.MqttServer;
import org.dromara.mica.mqtt.core.server.MqttServerCreator;

/** mica-mqtt as it comes, on one port, and on one for WebSocket if it is not 0. */
public final class MicaPeer {

	public static void main(String[] args) throws Exception {
		MqttServerCreator server = MqttServer.create().enableMqtt(Integer.parseInt(args[0]));
		if (Integer.parseInt(args[1]) != 0) {
			server.enableMqttWs(Integer.parseInt(args[1]));
		}
		server.start();
		System.out.println("ready");
		while (System.in.read() >= 0) {
			// until the end
		}
		System.exit(0);
	}

}
