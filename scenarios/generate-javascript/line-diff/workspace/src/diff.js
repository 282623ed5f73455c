/**
 * The steps from one text to another.
 * @param {string[]} before
 * @param {string[]} after
 * @returns {({keep: number} | {remove: string[]} | {insert: string[]})[]}
 */
export function diffLines(before, after) {
  throw new Error("not written yet");
}
