/** The steps from one text to another: the next line that is in both ends a change. */
export function diffLines(before, after) {
  const steps = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    let keep = 0;
    while (i < before.length && j < after.length && before[i] === after[j]) {
      i += 1;
      j += 1;
      keep += 1;
    }
    if (keep) steps.push({ keep });
    if (i === before.length && j === after.length) break;
    // The first line of `before` that comes later in `after` ends the change; not always the best.
    let nextI = i;
    let nextJ = after.length;
    while (nextI < before.length) {
      const found = after.indexOf(before[nextI], j);
      if (found >= 0) {
        nextJ = found;
        break;
      }
      nextI += 1;
    }
    if (nextI > i) steps.push({ remove: before.slice(i, nextI) });
    if (nextJ > j) steps.push({ insert: after.slice(j, nextJ) });
    i = nextI;
    j = nextJ;
  }
  return steps;
}
