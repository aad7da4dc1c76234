package io.mqttboot.client.internal.journal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.config.MqttClientLimits;
import io.mqttboot.client.config.MqttOutbox;
import io.mqttboot.client.config.MqttOutbox.WhenFull;
import io.mqttboot.client.internal.connection.ManualClient;
import io.mqttboot.client.internal.connection.RememberingServer;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttOutboxException;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.client.spi.MqttPublishing;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a client with an outbox of files keeps over its own death, and what it does when
 * the files fail it.
 */
class FileOutboxTests {

	private static final int SEGMENT_BYTES = 64 * 1024;

	@TempDir
	private Path directory;

	private FragileDisk disk = new FragileDisk();

	private int segmentBytes = SEGMENT_BYTES;

	private boolean force;

	private ManualClient client;

	private FileJournal journal;

	@SuppressWarnings("NullAway.Init")
	FileOutboxTests() {
	}

	@AfterEach
	void close() {
		if (this.client != null) {
			end();
		}
	}

	private void begin() {
		begin((config) -> config);
	}

	private void begin(UnaryOperator<MqttClientConfig.Builder> set) {
		this.disk = new FragileDisk();
		this.client = ManualClient.journaling(
				(config) -> set.apply(config.cleanStart(false).outbox(MqttOutbox.file(this.directory))), (writer) -> {
					this.journal = new FileJournal(this.directory, this.force, writer, this.disk, this.segmentBytes);
					return this.journal;
				});
	}

	private void end() {
		this.client.session().end(new MqttClientException(MqttReasonCode.SUCCESS, "stopped"));
		this.journal.close();
		this.client.close();
	}

	// The process is gone, and another one begins.
	private void killAndBegin() {
		this.client.run();
		this.disk.kill();
		end();
		begin();
	}

	private MqttPublishing store(String text, int qos) {
		MqttPublishing steps = this.client.session().store(MqttMessage.of("a", text, MqttQos.of(qos), false));
		this.client.run();
		return steps;
	}

	private WirePeer serveAgain() {
		return this.client.serve(Packets.connack().sessionPresent(true));
	}

	private WirePeer reconnected(Connack connack) {
		this.client.cut();
		this.client.advance(Duration.ofSeconds(8));
		return this.client.serve(connack);
	}

	private static Publish message(String text, int qos) {
		return Packets.publish("a", text).qos(qos);
	}

	private List<String> drained(WirePeer server) {
		List<String> texts = new ArrayList<>();
		while (this.client.session().undelivered() > 0) {
			Publish publish = server.receive(Publish.class);
			texts.add(publish.payload());
			server.send(Packets.puback(publish.id()));
		}
		return texts;
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> all = Files.list(this.directory)) {
			return all.filter((file) -> file.toString().endsWith(".outbox")).sorted().toList();
		}
	}

	private void clear() {
		File[] files = this.directory.toFile().listFiles();
		for (File file : (files != null) ? files : new File[0]) {
			assertThat(file.delete()).isTrue();
		}
	}

	@Test
	void a_message_is_stored_at_once_and_acknowledged_later() {
		begin();
		MqttPublishing steps = store("m", 1);
		assertThat(steps.stored()).isCompletedWithValue(MqttPublishResult.STORED);
		assertThat(steps.delivered()).isNotDone();
		this.client.serve().receives(message("m", 1).id(1)).send(Packets.puback(1));
		assertThat(steps.delivered()).isCompletedWithValue(MqttPublishResult.ACKNOWLEDGED);
	}

	@Test
	@Clause("MQTT-4.1.0-1")
	void messages_identifiers_and_phases_survive_a_kill_and_go_on_in_their_order() {
		begin((config) -> config.limits(limits(3)));
		WirePeer server = this.client.serve();
		store("1", 1);
		store("2", 2);
		store("3", 2);
		store("4", 1);
		server.receives(message("1", 1).id(1), message("2", 2).id(2), message("3", 2).id(3))
			.send(Packets.pubrec(2))
			.receives(Packets.pubrel(2));
		killAndBegin();
		assertThat(this.client.session().undelivered()).isEqualTo(3);
		WirePeer again = serveAgain();
		again
			.receives(message("1", 1).id(1).dup(), Packets.pubrel(2), message("3", 2).id(3).dup(),
					message("4", 1).id(4))
			.send(Packets.puback(1), Packets.pubcomp(2), Packets.pubrec(3))
			.receives(Packets.pubrel(3))
			.send(Packets.pubcomp(3), Packets.puback(4));
		killAndBegin();
		assertThat(this.client.session().undelivered()).isZero();
		serveAgain();
		store("5", 1);
	}

	private static MqttClientLimits limits(int inFlight) {
		return new MqttClientLimits(100_000, 64 * 1024 * 1024, inFlight, 10, 10, 10_000, 1024 * 1024, 0, 10);
	}

	@Test
	void what_was_in_flight_is_new_to_a_server_without_the_session() {
		begin();
		WirePeer server = this.client.serve();
		store("1", 1);
		store("2", 2);
		store("3", 2);
		server.receives(message("1", 1).id(1), message("2", 2).id(2), message("3", 2).id(3))
			.send(Packets.pubrec(2))
			.receives(Packets.pubrel(2));
		killAndBegin();
		this.client.serve().receives(message("1", 1), message("3", 2));
		killAndBegin();
		assertThat(this.client.session().undelivered()).isEqualTo(2);
		WirePeer again = serveAgain();
		Publish first = again.receive(Publish.class);
		assertThat(first.payload()).isEqualTo("1");
		assertThat(first.isDup()).isTrue();
		again.receives(message("3", 2).dup());
	}

	@Test
	void nothing_is_sent_before_its_identifier_is_written() {
		begin();
		WirePeer server = this.client.serve();
		this.client.publish("a", "1", 2); // is stored in this pass and sent in the next
		this.client.publish("fence", "", 0);
		server.receives(Packets.publish("fence", ""), message("1", 2).id(1));
		this.disk.room(0);
		server.send(Packets.pubrec(1));
		this.client.publish("fence", "", 0);
		server.receives(Packets.publish("fence", "")); // and no PUBREL
		reconnected(Packets.connack().sessionPresent(true)).send(Packets.pubrec(1)); // nor
																						// now
		this.disk.room(Long.MAX_VALUE);
		WirePeer again = reconnected(Packets.connack().sessionPresent(true));
		this.client.advance(Duration.ofSeconds(1));
		again.receives(Packets.pubrel(1));
	}

	@Test
	void a_full_disk_refuses_messages_and_harms_no_others() throws IOException {
		begin();
		store("1", 1);
		this.disk.room(30); // for half a record
		MqttPublishing refused = store("2", 1);
		assertThatThrownBy(refused.stored()::join).hasCauseInstanceOf(MqttOutboxException.class)
			.hasMessageContaining("No space left");
		assertThat(refused.delivered()).isCompletedExceptionally();
		assertThat(this.client.session().undelivered()).isEqualTo(1);
		this.disk.room(Long.MAX_VALUE);
		assertThat(store("3", 1).stored()).isCompleted();
		killAndBegin();
		assertThat(drained(serveAgain())).containsExactly("1", "3");
		assertThat(files()).hasSizeLessThanOrEqualTo(2);
	}

	@Test
	void a_forced_outbox_stores_what_the_device_confirms() {
		this.force = true;
		begin();
		assertThat(store("1", 1).stored()).isCompleted();
		assertThat(this.disk.confirmations()).isEqualTo(1);
		this.disk.confirms(false);
		assertThatThrownBy(store("2", 1).stored()::join).hasMessageContaining("Input/output error");
		this.disk.confirms(true);
		assertThat(store("3", 1).stored()).isCompleted();
		killAndBegin();
		assertThat(drained(serveAgain())).containsExactly("1", "3");
	}

	@Test
	void an_outbox_that_is_not_forced_does_not_wait_for_the_device() {
		begin();
		this.disk.confirms(false);
		assertThat(store("1", 1).stored()).isCompleted();
	}

	@Test
	void what_cannot_be_written_about_sent_messages_is_written_later() {
		begin();
		store("1", 1);
		this.disk.room(0);
		WirePeer server = this.client.serve();
		this.client.publish("fence", "", 0);
		server.receives(Packets.publish("fence", ""));
		this.disk.room(Long.MAX_VALUE);
		this.client.advance(Duration.ofSeconds(1));
		server.receives(message("1", 1).id(1));
		this.disk.room(0);
		server.send(Packets.puback(1));
		this.disk.room(Long.MAX_VALUE);
		this.client.advance(Duration.ofSeconds(1));
		killAndBegin();
		assertThat(this.client.session().undelivered()).isZero();
	}

	@Test
	void a_file_may_end_anywhere() throws IOException {
		begin();
		IntStream.range(0, 5).forEach((i) -> store("m" + i, 1));
		this.client.run();
		end();
		Path file = files().get(0);
		byte[] whole = Files.readAllBytes(file);
		int kept = 5;
		for (int end = whole.length - 1; end >= 0; end--) {
			clear();
			Files.write(file, java.util.Arrays.copyOf(whole, end));
			begin();
			int found = this.client.session().undelivered();
			assertThat(found).isBetween(kept - 1, kept);
			kept = found;
			List<String> expected = IntStream.range(0, found).mapToObj((i) -> "m" + i).toList();
			assertThat(drained(serveAgain())).isEqualTo(expected);
			end();
		}
		assertThat(kept).isZero();
	}

	@Test
	void a_damaged_record_costs_what_it_says_and_the_order_stays() throws IOException {
		begin();
		List<String> all = IntStream.range(0, 5).mapToObj((i) -> "m" + i).toList();
		all.forEach((text) -> store(text, 1));
		end();
		Path file = files().get(0);
		byte[] whole = Files.readAllBytes(file);
		for (int at = Records.MAGIC_BYTES; at < whole.length; at++) {
			clear();
			byte[] damaged = whole.clone();
			damaged[at] ^= 0x10;
			Files.write(file, damaged);
			begin();
			List<String> found = drained(serveAgain());
			assertThat(found).isNotEqualTo(all).isSubsetOf(all).isSorted().doesNotHaveDuplicates();
			boolean lengthIsSound = (at - Records.MAGIC_BYTES) % ((whole.length - Records.MAGIC_BYTES) / 5) > 3;
			if (lengthIsSound) {
				assertThat(found).hasSize(4);
			}
			end();
		}
	}

	@Test
	void a_file_of_something_else_is_not_touched() throws IOException {
		Path foreign = this.directory.resolve("0000000001.outbox");
		Files.writeString(foreign, "something else");
		assertThatThrownBy(this::begin).isInstanceOf(MqttOutboxException.class)
			.hasMessageContaining("is no file of an outbox");
		assertThat(foreign).hasContent("something else");
		Files.delete(foreign);
		begin(); // and the directory is free
	}

	@Test
	void a_directory_has_one_user() {
		begin();
		assertThatThrownBy(
				() -> new FileJournal(this.directory, false, Runnable::run, RecordFile.Disk.OF_PLATFORM, SEGMENT_BYTES))
			.isInstanceOf(MqttOutboxException.class)
			.hasMessageContaining("is in use by another client of this process");
	}

	@Test
	void a_backlog_is_not_kept_in_memory_and_comes_in_its_order() {
		begin((config) -> config.limits(limits(50)));
		String large = "x".repeat(20_000);
		List<String> all = IntStream.range(0, 1_000).mapToObj((i) -> i + large).toList();
		all.forEach((text) -> this.client.publish("a", text, 1));
		this.client.run();
		assertThat(drained(this.client.serve())).isEqualTo(all);
		killAndBegin();
		assertThat(this.client.session().undelivered()).isZero();
	}

	@Test
	void files_are_deleted_and_one_old_message_does_not_hold_on_to_them() throws IOException {
		this.segmentBytes = 1_000;
		begin();
		WirePeer server = this.client.serve();
		store("the old one", 1);
		Publish old = server.receive(Publish.class);
		for (int i = 0; i < 500; i++) {
			store("m" + i, 2);
			int id = server.receive(Publish.class).id();
			server.send(Packets.pubrec(id)).receives(Packets.pubrel(id)).send(Packets.pubcomp(id));
		}
		this.client.run();
		assertThat(files()).hasSizeLessThan(9);
		killAndBegin();
		serveAgain().receives(message("the old one", 1).id(old.id()).dup());
	}

	@Test
	void a_full_outbox_rejects_or_drops_the_oldest_that_was_not_sent() {
		UnaryOperator<MqttClientConfig.Builder> three = (config) -> config
			.limits(new MqttClientLimits(3, 10_000, 1, 10, 10, 10_000, 10_000, 0, 10));
		begin(three);
		List.of("1", "2", "3").forEach((text) -> store(text, 1));
		assertThat(store("4", 1).stored()).isCompletedExceptionally();
		assertThat(this.client.session().statistics(true).outboxRejected()).isEqualTo(1);
		end();
		begin((config) -> three.apply(config)
			.outbox(MqttOutbox.file(this.directory).withWhenFull(WhenFull.DROP_OLDEST)));
		WirePeer server = this.client.serve();
		server.receives(message("1", 1).id(1));
		MqttPublishing fourth = store("4", 1);
		MqttPublishing fifth = store("5", 1);
		MqttPublishing sixth = store("6", 1);
		assertThat(fourth.stored()).isCompleted();
		assertThatThrownBy(fourth.delivered()::join).hasMessageContaining("made room for a newer one");
		assertThat(fifth.delivered()).isNotDone();
		assertThat(this.client.session().statistics(true).outboxDropped()).isEqualTo(3);
		server.send(Packets.puback(1)).receives(message("5", 1).id(2));
		assertThat(sixth.stored()).isCompleted();
		killAndBegin();
		assertThat(this.client.session().undelivered()).isEqualTo(2);
	}

	@Test
	void the_end_of_the_client_leaves_messages_to_the_next_one() {
		begin();
		MqttPublishing steps = store("m", 1);
		CompletableFuture<MqttPublishResult> published = this.client.publish("a", "at the last moment", 1);
		end();
		assertThat(steps.stored()).isCompletedWithValue(MqttPublishResult.STORED);
		assertThat(steps.delivered()).isCompletedExceptionally();
		assertThat(published).isCompletedExceptionally();
		begin();
		assertThat(drained(serveAgain())).containsExactly("m", "at the last moment");
	}

	@Test
	void exactly_once_holds_wherever_the_process_is_killed() throws IOException {
		long bytes = 0;
		boolean killed = true;
		while (killed) {
			bytes += 7;
			killed = oneLifeEndsAfter(bytes);
		}
		assertThat(bytes).isGreaterThan(300);
	}

	// Three messages at QoS 2, to a server that remembers its session; returns whether
	// the
	// process was killed before it was done.
	private boolean oneLifeEndsAfter(long bytes) throws IOException {
		RememberingServer server = new RememberingServer();
		begin();
		this.disk.killAfter(bytes);
		WirePeer peer = this.client.serve();
		List<String> stored = new ArrayList<>();
		for (String text : List.of("1", "2", "3")) {
			CompletableFuture<?> told = store(text, 2).stored();
			if (told.isDone() && !told.isCompletedExceptionally()) {
				stored.add(text);
			}
			server.answer(peer);
		}
		boolean killed = this.disk.isKilled();
		this.disk.kill();
		end();
		begin();
		server.answer(serveAgain());
		assertThat(this.client.session().undelivered()).isZero();
		assertThat(server.delivered()).as("killed after " + bytes + " bytes")
			.doesNotHaveDuplicates()
			.containsAll(stored)
			.isSorted();
		end();
		clear();
		return killed;
	}

}
