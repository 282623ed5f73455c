// Carries out a script on a History whose commands write down what is done with them.
import { History } from "./src/history.js";

export function script(limit, steps) {
  const log = [];
  let history;
  try {
    history = limit === null ? new History() : new History(limit);
  } catch (error) {
    return error.name;
  }
  let changes = 0;
  history.onChange(() => (changes += 1));
  const results = steps.map((step) => {
    const before = changes;
    const result = carryOut(history, log, step);
    return [result, changes - before, history.canUndo, history.canRedo];
  });
  return { results, log };
}

// A command's name says what it does: lower case letters merge with the one before, "!" fails.
function command(log, name) {
  return {
    name,
    apply() {
      if (name === "!") throw new RangeError("no");
      log.push(`+${name}`);
    },
    revert() {
      if (name.endsWith("?") && log.filter((line) => line === `~${name}`).length === 0) {
        log.push(`~${name}`);
        throw new SyntaxError("not now");
      }
      log.push(`-${name}`);
    },
    merge(next) {
      return /^[a-z]+$/.test(name) && /^[a-z]$/.test(next.name) ? command(log, name + next.name) : null;
    },
  };
}

function carryOut(history, log, [what, ...rest]) {
  try {
    switch (what) {
      case "do":
        return history.perform(command(log, rest[0])) ?? null;
      case "plain": // without merge()
        return history.perform({ apply: () => log.push(`+${rest[0]}`), revert: () => log.push(`-${rest[0]}`) }) ?? null;
      case "bad":
        return history.perform(rest[0]) ?? null;
      case "group":
        return history.group(() => {
          const inner = rest[0].map((step) => carryOut(history, log, step));
          if (rest[1]) throw new EvalError(rest[1]);
          return inner;
        });
      case "break":
        return history.breakMerging() ?? null;
      default:
        return history[what]();
    }
  } catch (error) {
    return error.name;
  }
}
