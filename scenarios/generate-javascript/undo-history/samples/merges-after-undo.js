/** The steps that can be undone and redone. */
export class History {
  constructor(limit = 100) {
    if (limit < 1) throw new RangeError("limit must be at least 1");
    this.limit = limit;
    this.done = [];
    this.undone = [];
    this.groups = [];
    this.broken = false;
    this.listeners = [];
  }

  get canUndo() {
    return this.done.length > 0;
  }

  get canRedo() {
    return this.undone.length > 0;
  }

  onChange(listener) {
    this.listeners.push(listener);
  }

  breakMerging() {
    this.broken = true;
  }

  perform(command) {
    if (typeof command?.apply !== "function" || typeof command?.revert !== "function") throw new TypeError("not a command");
    command.apply();
    if (this.groups.length) {
      this.groups.at(-1).push(command);
      return;
    }
    const counts = this.counts();
    this.undone = [];
    const merged = this.broken ? null : this.done.at(-1)?.merge?.(command);
    if (merged) this.done[this.done.length - 1] = merged;
    else this.done.push(command);
    if (this.done.length > this.limit) this.done.shift();
    this.broken = false;
    this.tell(counts);
  }

  counts() {
    return `${this.done.length} ${this.undone.length}`;
  }

  tell(counts) {
    if (counts !== this.counts()) this.listeners.forEach((listener) => listener());
  }

  undo() {
    return this.move(this.done, this.undone, "revert");
  }

  redo() {
    return this.move(this.undone, this.done, "apply");
  }

  move(from, to, act) {
    if (this.groups.length) throw new Error("a group is under way");
    if (!from.length) return false;
    const counts = this.counts();
    from.at(-1)[act]();
    to.push(from.pop());
    this.tell(counts);
    return true;
  }

  group(work) {
    const commands = [];
    this.groups.push(commands);
    try {
      const result = work();
      this.groups.pop();
      if (!commands.length) return result;
      if (this.groups.length) {
        this.groups.at(-1).push(...commands);
      } else {
        const counts = this.counts();
        this.undone = [];
        this.done.push({
          apply: () => commands.forEach((c) => c.apply()),
          revert: () => [...commands].reverse().forEach((c) => c.revert()),
        });
        if (this.done.length > this.limit) this.done.shift();
        this.tell(counts);
      }
      return result;
    } catch (error) {
      if (this.groups.includes(commands)) this.groups.pop();
      commands.reverse().forEach((c) => c.revert());
      throw error;
    }
  }
}
