/** The steps from one text to another, by a table of longest common subsequences. */
export function diffLines(before, after) {
  const height = before.length;
  const width = after.length;
  const lengths = Array.from({ length: height + 1 }, () => new Uint32Array(width + 1));
  for (let i = height - 1; i >= 0; i -= 1) {
    for (let j = width - 1; j >= 0; j -= 1) {
      lengths[i][j] = before[i] === after[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  const steps = [];
  let i = 0;
  let j = 0;
  while (i < height || j < width) {
    const keep = same();
    if (keep > 0) steps.push({ keep });
    const remove = [];
    const insert = [];
    while ((i < height || j < width) && !(i < height && j < width && before[i] === after[j])) {
      if (j === width || (i < height && lengths[i + 1][j] >= lengths[i][j + 1])) remove.push(before[i++]);
      else insert.push(after[j++]);
    }
    if (remove.length > 0) steps.push({ remove });
    if (insert.length > 0) steps.push({ insert });
  }
  return steps;

  function same() {
    const start = i;
    while (i < height && j < width && before[i] === after[j]) {
      i += 1;
      j += 1;
    }
    return i - start;
  }
}
