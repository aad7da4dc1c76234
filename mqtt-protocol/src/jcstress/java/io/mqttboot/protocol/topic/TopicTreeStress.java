package io.mqttboot.protocol.topic;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * What two threads may see of one {@link TopicTree}: each nested class is one race.
 */
public final class TopicTreeStress {

	private TopicTreeStress() {
	}

	private static int matches(TopicTree<Integer> tree, String topic) {
		int[] sum = new int[1];
		tree.match(topic, (value) -> sum[0] += value);
		return sum[0];
	}

	private static void put(TopicTree<Integer> tree, String key, int value) {
		tree.update(key, (present) -> value);
	}

	private static void remove(TopicTree<Integer> tree, String key) {
		tree.update(key, (present) -> null);
	}

	/** One thread empties a branch, the other one grows a twig on it. */
	@JCStressTest
	@Outcome(id = "0, 7, 1", expect = Expect.ACCEPTABLE, desc = "the removed value is gone, the new one is there")
	@Outcome(expect = Expect.FORBIDDEN, desc = "a write was lost")
	@State
	public static class InsertAgainstPrune {

		private final TopicTree<Integer> tree = new TopicTree<>();

		public InsertAgainstPrune() {
			put(this.tree, "a/b/+", 1);
		}

		@Actor
		public void prune() {
			remove(this.tree, "a/b/+");
		}

		@Actor
		public void insert() {
			put(this.tree, "a/b/c/+", 7);
		}

		@Arbiter
		public void see(III_Result result) {
			result.r1 = matches(this.tree, "a/b/1");
			result.r2 = matches(this.tree, "a/b/c/1");
			result.r3 = this.tree.size();
		}

	}

	/** Both threads prune: the one that comes last takes the common branch away. */
	@JCStressTest
	@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "only the root is left")
	@Outcome(expect = Expect.FORBIDDEN, desc = "an empty branch was forgotten")
	@State
	public static class PruneAgainstPrune {

		private final TopicTree<Integer> tree = new TopicTree<>();

		public PruneAgainstPrune() {
			put(this.tree, "a/b/c", 1);
			put(this.tree, "a/b/d", 1);
		}

		@Actor
		public void one() {
			remove(this.tree, "a/b/c");
		}

		@Actor
		public void other() {
			remove(this.tree, "a/b/d");
		}

		@Arbiter
		public void see(II_Result result) {
			result.r1 = this.tree.size();
			result.r2 = this.tree.selection("#").goOn(Integer.MAX_VALUE, (value) -> {
			});
		}

	}

	/** Both threads change one value. */
	@JCStressTest
	@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both changes count")
	@Outcome(expect = Expect.FORBIDDEN, desc = "a change was lost")
	@State
	public static class UpdateAgainstUpdate {

		private final TopicTree<Integer> tree = new TopicTree<>();

		@Actor
		public void one() {
			this.tree.update("a/+/#", (present) -> (present != null) ? present + 1 : 1);
		}

		@Actor
		public void other() {
			this.tree.update("a/+/#", (present) -> (present != null) ? present + 1 : 1);
		}

		@Arbiter
		public void see(I_Result result) {
			result.r1 = matches(this.tree, "a/b/c");
		}

	}

	/** Who sees the second write sees the first one, whatever lies between them. */
	@JCStressTest
	@Outcome(id = { "0, 0", "1, 1", "0, 1" }, expect = Expect.ACCEPTABLE, desc = "none, both, or the first")
	@Outcome(expect = Expect.FORBIDDEN, desc = "a write that had returned was not seen")
	@State
	public static class ReadAfterTwoWrites {

		private final TopicTree<Integer> tree = new TopicTree<>();

		@Actor
		public void write() {
			put(this.tree, "a/1", 1);
			put(this.tree, "b/2", 1);
		}

		@Actor
		public void read(II_Result result) {
			result.r1 = matches(this.tree, "b/2");
			result.r2 = matches(this.tree, "a/1");
		}

	}

	/** A sibling that stays is found while its table is outgrown. */
	@JCStressTest
	@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "found each time")
	@Outcome(expect = Expect.FORBIDDEN, desc = "lost while siblings came")
	@State
	public static class ReadAgainstGrowth {

		private final TopicTree<Integer> tree = new TopicTree<>();

		public ReadAgainstGrowth() {
			put(this.tree, "a/stays/+", 1);
		}

		@Actor
		public void grow() {
			for (int i = 0; i < 10; i++) {
				put(this.tree, "a/" + i + "/+", 2);
			}
		}

		@Actor
		public void read(II_Result result) {
			result.r1 = matches(this.tree, "a/stays/x");
			result.r2 = matches(this.tree, "a/stays/x");
		}

	}

	/** A sibling that stays is found while others go and leave their slots to others. */
	@JCStressTest
	@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "found each time")
	@Outcome(expect = Expect.FORBIDDEN, desc = "lost while siblings went")
	@State
	public static class ReadAgainstSlotsUsedAgain {

		private final TopicTree<Integer> tree = new TopicTree<>();

		public ReadAgainstSlotsUsedAgain() {
			for (int i = 0; i < 7; i++) {
				put(this.tree, "a/" + i, 2);
			}
			put(this.tree, "a/stays", 1);
		}

		@Actor
		public void change() {
			for (int i = 0; i < 7; i++) {
				remove(this.tree, "a/" + i);
				put(this.tree, "a/x" + i, 2);
			}
		}

		@Actor
		public void read(II_Result result) {
			result.r1 = matches(this.tree, "a/stays");
			result.r2 = matches(this.tree, "a/stays");
		}

	}

}
