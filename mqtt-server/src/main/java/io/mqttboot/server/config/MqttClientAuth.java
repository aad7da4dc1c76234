package io.mqttboot.server.config;

/**
 * Whether clients show a certificate of their own when they connect by TLS.
 */
public enum MqttClientAuth {

	/** They are not asked for one. */
	NONE,

	/** They are asked, and may have none; one that is not trusted is refused. */
	WANT,

	/** Without one that is trusted they are refused. */
	NEED

}
