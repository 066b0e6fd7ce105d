package org.muster.ec2.fault;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;

/**
 * What is to go wrong: rules that look at each call, before and after its work. The same seed lets
 * the same calls fail. Rules may be added while calls are served.
 */
public final class FaultPlan {
  private final SplittableRandom random;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();

  /** Nothing goes wrong yet. */
  public FaultPlan(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Begins a rule for some calls; without an action, for all. */
  public Which calls(String... actions) {
    return new Which(List.of(actions));
  }

  /** What went wrong is mended. */
  public void end() {
    rules.clear();
  }

  /** Throws what a caller is told, or {@link LostConnection}, instead of any work. */
  public void before(Parameters asked) {
    rules.stream().filter(rule -> !rule.isAfter).forEach(rule -> rule.look(asked));
  }

  /** The same, when the work is done and before the caller knows. */
  public void after(Parameters asked) {
    rules.stream().filter(rule -> rule.isAfter).forEach(rule -> rule.look(asked));
  }

  private synchronized boolean drawsOneIn(int many) {
    return many == 1 || random.nextInt(many) == 0;
  }

  /** Which calls a rule is for. All that is said must hold. */
  public final class Which {
    private final List<Predicate<Parameters>> conditions = new CopyOnWriteArrayList<>();
    private int oneIn = 1;
    private int times = Integer.MAX_VALUE;

    private Which(List<String> actions) {
      if (!actions.isEmpty()) {
        conditions.add(asked -> actions.contains(asked.text("Action").orElse("")));
      }
    }

    /** Calls with a parameter of that value. */
    public Which with(String parameter, String value) {
      conditions.add(asked -> asked.text(parameter).filter(value::equals).isPresent());
      return this;
    }

    /** About one in so many of them. */
    public Which oneIn(int many) {
      oneIn = many;
      return this;
    }

    /** The first so many of them. */
    public Which times(int most) {
      times = most;
      return this;
    }

    /** They are refused. */
    public FaultPlan refused(Supplier<Ec2Refusal> refusal) {
      return add(
          false,
          asked -> {
            throw refusal.get();
          });
    }

    /** Nothing is done, and nothing is said. */
    public FaultPlan unheard() {
      return add(
          false,
          asked -> {
            throw new LostConnection();
          });
    }

    /** All is done, and nothing is said. */
    public FaultPlan answerLost() {
      return add(
          true,
          asked -> {
            throw new LostConnection();
          });
    }

    /** Nothing is done before this returns. */
    public FaultPlan heldBefore(Consumer<Parameters> until) {
      return add(false, until);
    }

    /** All is done, and nothing is said before this returns. */
    public FaultPlan heldAfter(Consumer<Parameters> until) {
      return add(true, until);
    }

    private FaultPlan add(boolean isAfter, Consumer<Parameters> effect) {
      rules.add(new Rule(this, isAfter, effect));
      return FaultPlan.this;
    }
  }

  private final class Rule {
    private final Which which;
    private final boolean isAfter;
    private final Consumer<Parameters> effect;
    private int left;

    private Rule(Which which, boolean isAfter, Consumer<Parameters> effect) {
      this.which = which;
      this.isAfter = isAfter;
      this.effect = effect;
      this.left = which.times;
    }

    void look(Parameters asked) {
      if (which.conditions.stream().allMatch(each -> each.test(asked)) && takes()) {
        effect.accept(asked);
      }
    }

    private synchronized boolean takes() {
      if (left == 0 || !drawsOneIn(which.oneIn)) {
        return false;
      }
      left--;
      return true;
    }
  }
}
