import { Delete, Insert } from "./commands.js";
import { History } from "./history.js";

/** A text with a history. */
export class Editor {
  constructor(text = "") {
    this.buffer = { text };
    this.history = new History();
  }

  get text() {
    return this.buffer.text;
  }

  insert(at, text) {
    this.history.perform(new Insert(this.buffer, at, text));
  }

  remove(at, length) {
    this.history.perform(new Delete(this.buffer, at, length));
  }

  replaceAll(from, to) {
    return this.history.group(() => {
      let count = 0;
      for (let at = this.text.indexOf(from); at >= 0; at = this.text.indexOf(from, at + to.length)) {
        this.remove(at, from.length);
        this.insert(at, to);
        count += 1;
      }
      return count;
    });
  }
}
