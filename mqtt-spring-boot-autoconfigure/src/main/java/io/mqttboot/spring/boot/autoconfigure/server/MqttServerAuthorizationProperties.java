package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.mqttboot.server.config.MqttSessionTakeover;
import io.mqttboot.server.config.MqttUnauthorized;
import io.mqttboot.server.spi.MqttRule;
import org.jspecify.annotations.Nullable;

/**
 * Properties of permissions, {@code mqtt.server.authorization.*}.
 */
class MqttServerAuthorizationProperties {

	// described in the additional metadata: no field can have its name
	private MqttRule.Effect defaultEffect = MqttRule.Effect.DENY;

	/** What becomes of an MQTT 3 client that publishes what it may not. */
	private MqttUnauthorized unauthorized = MqttUnauthorized.IGNORE;

	/** Who may come with the client identifier of a session that is there. */
	private MqttSessionTakeover sessionTakeover = MqttSessionTakeover.SAME_PRINCIPAL;

	/**
	 * Rules in their order, the first that speaks of a topic decides: allow or deny
	 * publish, subscribe or all to topics, for users, client-ids and authorities.
	 */
	private List<Rule> rules = new ArrayList<>();

	public MqttRule.Effect getDefault() {
		return this.defaultEffect;
	}

	public void setDefault(MqttRule.Effect defaultEffect) {
		this.defaultEffect = defaultEffect;
	}

	public MqttUnauthorized getUnauthorized() {
		return this.unauthorized;
	}

	public void setUnauthorized(MqttUnauthorized unauthorized) {
		this.unauthorized = unauthorized;
	}

	public MqttSessionTakeover getSessionTakeover() {
		return this.sessionTakeover;
	}

	public void setSessionTakeover(MqttSessionTakeover sessionTakeover) {
		this.sessionTakeover = sessionTakeover;
	}

	public List<Rule> getRules() {
		return this.rules;
	}

	public void setRules(List<Rule> rules) {
		this.rules = rules;
	}

	/**
	 * One rule.
	 */
	static class Rule {

		/** What it allows, unless it denies something. */
		private MqttRule.@Nullable Action allow;

		/** What it denies, unless it allows something. */
		private MqttRule.@Nullable Action deny;

		/** Topic patterns. */
		private List<String> topics = List.of();

		/** Principals it is about, empty for all. */
		private Set<String> users = Set.of();

		/** Client identifiers it is about, empty for all. */
		private Set<String> clientIds = Set.of();

		/** Authorities of which a client needs one, empty for all clients. */
		private Set<String> authorities = Set.of();

		public MqttRule.@Nullable Action getAllow() {
			return this.allow;
		}

		public void setAllow(MqttRule.@Nullable Action allow) {
			this.allow = allow;
		}

		public MqttRule.@Nullable Action getDeny() {
			return this.deny;
		}

		public void setDeny(MqttRule.@Nullable Action deny) {
			this.deny = deny;
		}

		public List<String> getTopics() {
			return this.topics;
		}

		public void setTopics(List<String> topics) {
			this.topics = topics;
		}

		public Set<String> getUsers() {
			return this.users;
		}

		public void setUsers(Set<String> users) {
			this.users = users;
		}

		public Set<String> getClientIds() {
			return this.clientIds;
		}

		public void setClientIds(Set<String> clientIds) {
			this.clientIds = clientIds;
		}

		public Set<String> getAuthorities() {
			return this.authorities;
		}

		public void setAuthorities(Set<String> authorities) {
			this.authorities = authorities;
		}

	}

}
