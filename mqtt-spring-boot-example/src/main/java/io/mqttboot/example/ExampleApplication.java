package io.mqttboot.example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * An application that is a broker because the starter is on its class path.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ExampleApplication {

	/**
	 * Starts the application.
	 * @param args properties, for example {@code --mqtt.server.port=1884}
	 */
	public static void main(String[] args) {
		SpringApplication.run(ExampleApplication.class, args);
	}

}
