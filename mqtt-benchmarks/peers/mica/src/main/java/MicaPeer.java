import org.dromara.mica.mqtt.core.server.MqttServer;

/** mica-mqtt as it comes, on one port. */
public final class MicaPeer {

	public static void main(String[] args) throws Exception {
		MqttServer.create().enableMqtt(Integer.parseInt(args[0])).start();
		System.out.println("ready");
		while (System.in.read() >= 0) {
			// until the end
		}
		System.exit(0);
	}

}
