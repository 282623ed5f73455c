/** The steps that can be undone and redone. */
export class History {
  #limit;
  #done = [];
  #undone = [];
  #groups = []; // what is performed in groups that are under way, outermost first
  #mayMerge = false;
  #listeners = [];

  constructor(limit = 100) {
    if (!(limit >= 1)) throw new RangeError(`expected a limit of at least 1, found ${limit}`);
    this.#limit = limit;
  }

  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }

  onChange(listener) {
    this.#listeners.push(listener);
  }

  breakMerging() {
    this.#mayMerge = false;
  }

  perform(command) {
    if (typeof command?.apply !== "function" || typeof command?.revert !== "function") {
      throw new TypeError("a command has functions apply and revert");
    }
    command.apply();
    if (this.#groups.length > 0) {
      this.#groups.at(-1).push(command);
      return;
    }
    this.#telling(() => this.#keep(command, true));
  }

  undo() {
    return this.#move(this.#done, this.#undone, (step) => step.revert());
  }

  redo() {
    return this.#move(this.#undone, this.#done, (step) => step.apply());
  }

  group(work) {
    const commands = [];
    this.#groups.push(commands);
    let result;
    try {
      result = work();
    } catch (error) {
      this.#groups.pop();
      for (const command of commands.reverse()) command.revert();
      throw error;
    }
    this.#groups.pop();
    if (commands.length === 0) return result;
    if (this.#groups.length > 0) this.#groups.at(-1).push(...commands);
    else this.#telling(() => this.#keep(grouped(commands), false));
    return result;
  }

  #keep(command, mergeable) {
    this.#undone.length = 0;
    const previous = this.#done.at(-1);
    const merged = mergeable && this.#mayMerge && typeof previous?.merge === "function" ? previous.merge(command) : null;
    if (merged) this.#done.pop();
    this.#done.push(merged || command);
    if (this.#done.length > this.#limit) this.#done.shift();
    this.#mayMerge = true;
  }

  #move(from, to, act) {
    if (this.#groups.length > 0) throw new Error("a group is under way");
    if (from.length === 0) return false;
    act(from.at(-1));
    this.#telling(() => to.push(from.pop()));
    this.#mayMerge = false;
    return true;
  }

  /** Changes the steps, and tells the listeners if that can be seen from outside. */
  #telling(change) {
    const before = [this.#done.length, this.#undone.length].join();
    change();
    if ([this.#done.length, this.#undone.length].join() !== before) this.#listeners.forEach((listener) => listener());
  }
}

function grouped(commands) {
  return {
    apply: () => commands.forEach((command) => command.apply()),
    revert: () => commands.toReversed().forEach((command) => command.revert()),
  };
}
