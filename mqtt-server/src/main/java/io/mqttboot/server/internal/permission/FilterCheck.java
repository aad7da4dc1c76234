package io.mqttboot.server.internal.permission;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Whether a client may subscribe to a filter: whether every topic that the filter can
 * select, now or ever, comes out as allowed when the rules are asked in their order.
 * <p>
 * That is so if each topic that a rule denies was allowed by an earlier one, and, unless
 * what no rule speaks of is allowed, each topic is allowed by some rule. Whether topics
 * are allowed is asked for one topic of each length instead, with fresh levels, see
 * {@link LevelFilter}: beyond the longest rule all lengths are alike.
 */
final class FilterCheck {

	// Levels that are looked at before a question counts as too hard, and is answered
	// with no.
	private static final int STEPS_MAX = 300_000;

	private final List<LevelFilter> allowed = new ArrayList<>();

	private int deepest;

	private int steps;

	/**
	 * Decides.
	 * @param filter the filter, without a group
	 * @param rules the rules about subscribing that are about the client
	 * @param values what placeholders stand for
	 * @param otherwise whether what no rule speaks of is allowed
	 */
	boolean permits(String filter, CompiledRule[] rules, @Nullable String[] values, boolean otherwise) {
		LevelFilter asked = LevelFilter.of(filter);
		for (CompiledRule rule : rules) {
			for (RulePattern pattern : rule.patterns()) {
				if (pattern.isElsewhere(asked)) {
					continue;
				}
				LevelFilter said = pattern.resolve(values, rule.allows());
				LevelFilter common = (said != null) ? asked.and(said) : null;
				if (said == null || common == null) {
					continue;
				}
				this.steps += common.size();
				if (rule.allows()) {
					this.allowed.add(said);
					this.deepest = Math.max(this.deepest, said.size());
				}
				else if (!isAllowed(common)) {
					return false;
				}
			}
		}
		return otherwise || isAllowed(asked);
	}

	// Whether the rules so far allow all that a filter selects.
	private boolean isAllowed(LevelFilter filter) {
		int longest = filter.isOpen() ? Math.max(1, this.deepest + 1 - filter.size()) : 0;
		for (int more = 0; more <= longest; more++) {
			if (filter.isTopic(more) && !isAllowed(filter, more)) {
				return false;
			}
		}
		return true;
	}

	private boolean isAllowed(LevelFilter filter, int more) {
		for (LevelFilter each : this.allowed) {
			this.steps += 1 + each.size();
			if (this.steps > STEPS_MAX) {
				return false;
			}
			if (each.selects(filter, more)) {
				return true;
			}
		}
		return false;
	}

}
