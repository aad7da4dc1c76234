package io.mqttboot.spring.boot.test.courses;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.mqttboot.client.spi.MqttAcknowledgment;
import io.mqttboot.spring.annotation.MqttListener;

import org.springframework.stereotype.Component;

@Component
class Workers {

	final Queue<Task> done = new ConcurrentLinkedQueue<>();

	@MqttListener(topics = "${course.tasks}", qos = "1", ackMode = "manual")
	void work(Task task, MqttAcknowledgment acknowledgment) {
		if (task.name().equals("fail")) {
			return; // not acknowledged: the server keeps it for this session
		}
		this.done.add(task);
		acknowledgment.acknowledge();
	}

}
