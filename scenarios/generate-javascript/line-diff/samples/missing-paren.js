/** The steps from one text to another. */
export function diffLines(before, after) {
  if (before.length === 0 && after.length === 0 {
    return [];
  }
  return [{ remove: before }, { insert: after }];
}
