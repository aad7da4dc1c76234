package io.mqttboot.spring.boot.test.courses;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Tag;

/**
 * Both courses, with Mosquitto.
 */
@Tag("interop")
class CourseInteropTests extends CourseScenarios {

	@Override
	CourseServer startServer(Path folder) throws IOException {
		return CourseServer.mosquitto(folder);
	}

}
