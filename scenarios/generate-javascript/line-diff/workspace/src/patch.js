/** Applies the steps of diffLines(); throws where they don't fit. */
export function applySteps(before, steps) {
  const result = [];
  let at = 0;
  for (const step of steps) {
    if (step.keep !== undefined) {
      if (at + step.keep > before.length) throw new RangeError("keeps more lines than there are");
      result.push(...before.slice(at, at + step.keep));
      at += step.keep;
    } else if (step.remove) {
      for (const line of step.remove) {
        if (before[at] !== line) throw new RangeError(`line ${at + 1} is not ${JSON.stringify(line)}`);
        at += 1;
      }
    } else {
      result.push(...step.insert);
    }
  }
  if (at !== before.length) throw new RangeError("lines are left over");
  return result;
}
