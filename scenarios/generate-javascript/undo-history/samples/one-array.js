/** The steps that can be undone and redone: one array and how many of it are done. */
export class History {
  constructor(limit = 100) {
    if (limit < 1 || Number.isNaN(limit)) throw new RangeError("limit must be at least 1");
    this.limit = limit;
    this.steps = [];
    this.position = 0;
    this.pending = null;
    this.depth = 0;
    this.sealed = true;
    this.listeners = new Set();
  }

  get canUndo() {
    return this.position > 0;
  }

  get canRedo() {
    return this.position < this.steps.length;
  }

  onChange(listener) {
    this.listeners.add(listener);
  }

  breakMerging() {
    this.sealed = true;
  }

  perform(command) {
    for (const name of ["apply", "revert"]) {
      if (!command || typeof command[name] !== "function") throw new TypeError(`no function ${name}`);
    }
    command.apply();
    if (this.pending) this.pending.push(command);
    else this.#add(command);
  }

  #add(command, alone = false) {
    const before = `${this.position}/${this.steps.length}`;
    this.steps.splice(this.position);
    const last = this.steps[this.position - 1];
    let merged = null;
    if (!alone && !this.sealed && last && typeof last.merge === "function") merged = last.merge(command);
    if (merged) this.steps[this.position - 1] = merged;
    else this.steps.push(command);
    if (this.steps.length > this.limit) this.steps.splice(0, this.steps.length - this.limit);
    this.position = this.steps.length;
    this.sealed = false;
    this.#tell(before);
  }

  #tell(before) {
    if (before !== `${this.position}/${this.steps.length}`) for (const listener of this.listeners) listener();
  }

  #step(by) {
    if (this.depth > 0) throw new Error("not inside of a group");
    const index = by < 0 ? this.position - 1 : this.position;
    if (index < 0 || index >= this.steps.length) return false;
    if (by < 0) this.steps[index].revert();
    else this.steps[index].apply();
    const before = `${this.position}/${this.steps.length}`;
    this.position += by;
    this.sealed = true;
    this.#tell(before);
    return true;
  }

  undo() {
    return this.#step(-1);
  }

  redo() {
    return this.#step(1);
  }

  group(work) {
    const outer = this.pending;
    const mine = [];
    this.pending = mine;
    this.depth += 1;
    try {
      const result = work();
      if (outer) outer.push(...mine);
      else if (mine.length) {
        this.pending = null;
        this.#add(new Group(mine), true);
      }
      return result;
    } catch (error) {
      while (mine.length) mine.pop().revert();
      throw error;
    } finally {
      this.pending = outer;
      this.depth -= 1;
    }
  }
}

class Group {
  constructor(commands) {
    this.commands = commands;
  }

  apply() {
    for (const command of this.commands) command.apply();
  }

  revert() {
    for (let i = this.commands.length - 1; i >= 0; i -= 1) this.commands[i].revert();
  }
}
