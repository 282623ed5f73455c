/** Puts text into a buffer; typing on is merged into one step. */
export class Insert {
  constructor(buffer, at, text) {
    Object.assign(this, { buffer, at, text });
  }

  apply() {
    const { buffer, at, text } = this;
    buffer.text = buffer.text.slice(0, at) + text + buffer.text.slice(at);
  }

  revert() {
    const { buffer, at, text } = this;
    buffer.text = buffer.text.slice(0, at) + buffer.text.slice(at + text.length);
  }

  merge(next) {
    const follows = next instanceof Insert && next.buffer === this.buffer && next.at === this.at + this.text.length;
    return follows && next.text !== " " ? new Insert(this.buffer, this.at, this.text + next.text) : null;
  }
}

/** Takes text out of a buffer. */
export class Delete {
  constructor(buffer, at, length) {
    Object.assign(this, { buffer, at, length });
  }

  apply() {
    const { buffer, at, length } = this;
    if (at + length > buffer.text.length) throw new RangeError("there is no such text");
    this.taken = buffer.text.slice(at, at + length);
    buffer.text = buffer.text.slice(0, at) + buffer.text.slice(at + length);
  }

  revert() {
    const { buffer, at, taken } = this;
    buffer.text = buffer.text.slice(0, at) + taken + buffer.text.slice(at);
  }
}
