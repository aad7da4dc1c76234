package io.mqttboot.benchmarks.state;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.mqttboot.benchmarks.load.Ability;
import io.mqttboot.benchmarks.load.Faults;
import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.Plan;
import io.mqttboot.benchmarks.load.RunResult;
import io.mqttboot.benchmarks.load.Scenario;
import io.mqttboot.benchmarks.load.Target;

/**
 * Many clients that connect and say nothing. As many have come and gone before if the
 * broker runs on a virtual machine, so that the room for garbage is there already;
 * otherwise what was freed would hide what is kept.
 *
 * @param name what it is called on the command line
 * @param count how many
 * @param webSocket whether over WebSocket, otherwise over TCP
 */
record Idle(String name, int count, boolean webSocket) implements Scenario {

	@Override
	public String title() {
		return String.format("%,d idle connections over %s, MQTT 3.1.1", this.count,
				this.webSocket ? "WebSocket" : "TCP");
	}

	@Override
	public List<Figure> figures() {
		return List.of(Figure.RSS_EACH, Figure.HEAP_EACH);
	}

	@Override
	public Set<Ability> needs() {
		return this.webSocket ? Set.of(Ability.WEB_SOCKET) : Set.of();
	}

	// a heap that has been large stays resident
	@Override
	public boolean wantsNewBroker() {
		return true;
	}

	@Override
	public RunResult run(Target target, Plan plan) throws IOException {
		try (Crowd crowd = new Crowd(this.webSocket ? target.webSocket() : target.address())) {
			Callers callers = new Callers(crowd, this.webSocket);
			if (target.isJava()) {
				callers.comeAndGo(this.count, plan.warmUpSeconds());
			}
			Memory before = Memory.of(target);
			callers.gather(this.count);
			Memory each = Memory.of(target).since(before, this.count);
			return new RunResult(Map.of(Figure.RSS_EACH, each.resident(), Figure.HEAP_EACH, each.liveHeap()),
					Faults.NONE);
		}
	}

}
