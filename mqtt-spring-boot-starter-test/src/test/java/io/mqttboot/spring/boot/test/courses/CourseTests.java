package io.mqttboot.spring.boot.test.courses;

import java.nio.file.Path;

/**
 * Both courses, with our broker.
 */
class CourseTests extends CourseScenarios {

	@Override
	CourseServer startServer(Path folder) {
		return CourseServer.ours();
	}

}
