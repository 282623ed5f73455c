/** The steps from one text to another. */
export function diffLines(before, after) {
  const steps = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (before[i] === after[j]) {
      i += 1;
      j += 1;
    } else if (!after.includes(before[i])) {
      i += 1;
    } else if (!before.includes(after[j])) {
      j += 1;
    }
  }
  return steps;
}
