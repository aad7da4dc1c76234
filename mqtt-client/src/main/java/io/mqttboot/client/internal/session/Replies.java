package io.mqttboot.client.internal.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.client.spi.MqttAcknowledgment;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttMessageReceiver;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.client.spi.MqttSubscriptionOptions;
import io.mqttboot.client.spi.MqttTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Requests that wait for an answer. A request leaves when the server has granted the
 * subscription to where its answer will come, so that no answer is missed. For one loop.
 */
final class Replies {

	private static final String TOPICS = "replies/";

	private final Subscriptions subscriptions;

	private final Results results;

	private final ClientLoop loop;

	private final int max;

	private final Executor calls;

	private final Function<MqttMessage, CompletableFuture<MqttPublishResult>> publishing;

	// of requests whose correlation data we choose
	private final Map<ByteBuffer, Waiting> correlated = new HashMap<>();

	// by filter, those that the application chose
	private final Map<String, ReplyTopic> topics = new HashMap<>();

	// Answers to correlated requests come here; null until there is a request and the
	// server has said what the topic begins with.
	private @Nullable ReplyTopic own;

	private @Nullable String ownTopic;

	// so that an answer to an earlier life of this client is none to this one's requests
	private final String nonce = Long.toString(new SecureRandom().nextLong() >>> 1, 36);

	private long lastRequest;

	private int waiting;

	private final AtomicLong late = new AtomicLong();

	Replies(Subscriptions subscriptions, Results results, ClientLoop loop, int max, Executor calls,
			Function<MqttMessage, CompletableFuture<MqttPublishResult>> publishing) {
		this.subscriptions = subscriptions;
		this.results = results;
		this.loop = loop;
		this.max = max;
		this.calls = calls;
		this.publishing = publishing;
	}

	/** Answers that came after their time, or were no answers; from any thread. */
	long late() {
		return this.late.get();
	}

	/** Asks, for an answer that repeats correlation data. */
	void request(MqttMessage message, Duration time, CompletableFuture<MqttMessage> answer) {
		long number = ++this.lastRequest;
		ByteBuffer correlation = StandardCharsets.UTF_8.encode(this.nonce + "-" + number);
		Waiting request = new Waiting(message, number, correlation, (reply) -> true, answer);
		if (begin(request, time)) {
			this.correlated.put(correlation, request);
			openOwn();
		}
	}

	/** Asks, for the first answer on a topic that a test selects. */
	void request(MqttMessage message, MqttTopicFilter filter, Predicate<MqttMessage> answers, Duration time,
			CompletableFuture<MqttMessage> answer) {
		Waiting request = new Waiting(message, 0, null, answers, answer);
		if (begin(request, time)) {
			ReplyTopic topic = this.topics.get(filter.text());
			if (topic == null) {
				topic = new ReplyTopic(filter.text());
				this.topics.put(filter.text(), topic);
				topic.subscribe();
			}
			request.topic = topic;
			topic.selected.add(request);
			if (topic.granted) {
				send(request);
			}
		}
	}

	private boolean begin(Waiting request, Duration time) {
		if (this.waiting >= this.max) {
			this.results.fail(request.answer, new MqttClientException(MqttReasonCode.QUOTA_EXCEEDED,
					this.waiting + " requests wait for an answer already"));
			return false;
		}
		this.waiting++;
		request.seconds = Math.max(1, (time.toMillis() + 999) / 1_000);
		request.timer = this.loop.schedule(time.toMillis(),
				() -> this.calls.execute(() -> fail(request, new MqttTimeoutException(
						"no answer to the request on '" + request.message.topic() + "' within " + time))));
		request.answer.whenComplete((reply, failure) -> {
			if (request.answer.isCancelled()) {
				this.calls.execute(() -> fail(request, new MqttClientException(MqttReasonCode.SUCCESS, "cancelled")));
			}
		});
		return true;
	}

	/** The server has let the client in, and said where answers may come. */
	void connected(Terms terms) {
		String info = terms.responseInformation();
		String base = (info == null || info.isEmpty()) ? TOPICS : info.endsWith("/") ? info : info + "/";
		String topic = base + asLevel(terms.clientId());
		if (!topic.equals(this.ownTopic)) {
			this.ownTopic = topic;
			if (this.own != null) {
				this.subscriptions.remove(this.own);
				this.own = null;
			}
			if (!this.correlated.isEmpty()) {
				openOwn();
			}
		}
	}

	// one level of a topic, another one for each client id
	private static String asLevel(String clientId) {
		return clientId.replace("%", "%25").replace("/", "%2F").replace("+", "%2B").replace("#", "%23");
	}

	private void openOwn() {
		if (this.own == null && this.ownTopic != null) {
			this.own = new ReplyTopic(this.ownTopic);
			this.own.subscribe();
		}
		else if (this.own != null && this.own.granted) {
			unsent().forEach(this::send);
		}
	}

	private List<Waiting> unsent() {
		return this.correlated.values()
			.stream()
			.filter((request) -> !request.sent)
			.sorted(Comparator.comparingLong((request) -> request.number))
			.toList();
	}

	private void send(Waiting request) {
		request.sent = true;
		this.publishing.apply(message(request)).whenComplete((result, failure) -> {
			if (failure instanceof MqttClientException cause) {
				this.calls.execute(() -> fail(request, cause));
			}
		});
	}

	private MqttMessage message(Waiting request) {
		if (request.correlation == null) {
			return request.message;
		}
		MqttMessageProperties said = request.message.properties();
		long expiry = said.expires() ? said.messageExpirySeconds() : request.seconds;
		return request.message.withProperties(new MqttMessageProperties(said.payloadFormatUtf8(), expiry,
				said.contentType(), this.ownTopic, request.correlation, said.userProperties()));
	}

	private void fail(Waiting request, MqttClientException cause) {
		if (request.claim()) {
			ended(request);
			this.results.fail(request.answer, cause);
		}
	}

	private void ended(Waiting request) {
		this.waiting--;
		if (request.timer != null) {
			request.timer.cancel();
		}
		if (request.correlation != null) {
			this.correlated.remove(request.correlation);
		}
		ReplyTopic topic = request.topic;
		if (topic != null) {
			topic.selected.remove(request);
			if (topic.selected.isEmpty() && this.topics.remove(topic.filter, topic)) {
				this.subscriptions.remove(topic);
			}
		}
	}

	/** The client ends for good. */
	void abandon(MqttClientException cause) {
		List.copyOf(this.correlated.values()).forEach((request) -> fail(request, cause));
		List.copyOf(this.topics.values())
			.forEach((topic) -> List.copyOf(topic.selected).forEach((request) -> fail(request, cause)));
	}

	/** Where answers come. */
	private final class ReplyTopic implements MqttMessageReceiver {

		private final String filter;

		// Changed on the loop, read on the thread of the results; oldest first.
		private final List<Waiting> selected = new CopyOnWriteArrayList<>();

		private boolean granted;

		private ReplyTopic(String filter) {
			this.filter = filter;
		}

		private void subscribe() {
			Subscriptions.Call call = new Subscriptions.Call(new CompletableFuture<>());
			Wish wish = new Wish(MqttTopicFilter.of(this.filter), MqttSubscriptionOptions.of(MqttQos.AT_LEAST_ONCE));
			Replies.this.subscriptions.add(List.of(wish), new Route(this, false, true), call);
			call.future.thenAccept((answers) -> Replies.this.calls.execute(() -> answered(answers.get(this.filter))));
		}

		private void answered(@Nullable MqttReasonCode answer) {
			boolean correlates = this == Replies.this.own;
			List<Waiting> held = correlates ? unsent() : this.selected;
			if (answer != null && !answer.isError()) {
				this.granted = true;
				held.stream().filter((request) -> !request.sent).forEach(Replies.this::send);
				return;
			}
			if (correlates) {
				Replies.this.own = null; // the next request asks again
			}
			Replies.this.topics.remove(this.filter, this);
			Replies.this.subscriptions.remove(this);
			MqttReasonCode reason = (answer != null) ? answer : MqttReasonCode.UNSPECIFIED_ERROR;
			List.copyOf(held)
				.forEach((request) -> fail(request, new MqttClientException(reason,
						"the server refused the subscription to '" + this.filter + "', where the answer would come")));
		}

		@Override
		public void onMessage(MqttMessage message, MqttAcknowledgment acknowledgment) {
			if (this != Replies.this.own) {
				Replies.this.results.run(() -> select(message));
				return;
			}
			ByteBuffer correlation = message.properties().correlationData();
			Waiting request = (correlation != null) ? Replies.this.correlated.get(correlation) : null;
			if (request != null && request.claim()) {
				ended(request);
				Replies.this.results.complete(request.answer, message);
			}
			else {
				Replies.this.late.incrementAndGet();
			}
		}

		// on the thread of the results: tests are code of the application
		private void select(MqttMessage message) {
			for (Waiting request : this.selected) {
				try {
					if (request.answers.test(message) && request.claim()) {
						Replies.this.calls.execute(() -> ended(request));
						request.answer.complete(message);
						return;
					}
				}
				catch (RuntimeException ex) {
					Replies.this.calls
						.execute(() -> fail(request, new MqttClientException(MqttReasonCode.UNSPECIFIED_ERROR,
								"the test for an answer failed: " + ex.getClass().getName(), ex)));
				}
			}
		}

	}

	/** One request. */
	private static final class Waiting {

		private final MqttMessage message;

		private final long number;

		private final @Nullable ByteBuffer correlation;

		private final Predicate<MqttMessage> answers;

		private final CompletableFuture<MqttMessage> answer;

		// Who sets it decides what becomes of the request.
		private final AtomicBoolean claimed = new AtomicBoolean();

		private @Nullable ReplyTopic topic;

		private ClientLoop.@Nullable Timer timer;

		private long seconds;

		private boolean sent;

		private Waiting(MqttMessage message, long number, @Nullable ByteBuffer correlation,
				Predicate<MqttMessage> answers, CompletableFuture<MqttMessage> answer) {
			this.message = message;
			this.number = number;
			this.correlation = correlation;
			this.answers = answers;
			this.answer = answer;
		}

		private boolean claim() {
			return this.claimed.compareAndSet(false, true);
		}

	}

}
