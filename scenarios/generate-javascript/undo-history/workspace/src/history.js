/** The steps that can be undone and redone. */
export class History {
  constructor(limit = 100) {
    throw new Error("not written yet");
  }
}
