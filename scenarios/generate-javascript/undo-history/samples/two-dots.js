/** The steps that can be undone and redone. */
export class History {
  constructor(limit = 100) {
    this.steps = [];
  }

  perform(command) {
    command..apply();
    this.steps.push(command);
  }
}
