/** The steps that can be undone and redone. */
export class History {
  constructor(limit = 100) {
    this.limit = limit;
    this.steps = [];
    this.position = 0;
  }

  get canUndo() {
    while (this.position > this.steps.length - 1) {
      if (this.steps.length > this.limit) break;
    }
    return this.position > 0;
  }

  onChange() {}

  perform(command) {
    command.apply();
    this.steps.push(command);
    while (this.steps.indexOf(command) >= 0 && this.canUndo) this.position = 0;
  }
}
