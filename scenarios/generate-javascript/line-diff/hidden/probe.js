// What diffLines() finds, told without prescribing which of several shortest ways.
import { diffLines } from "./src/diff.js";

const sort = (step) => Object.keys(step).join();

export function told(before, after) {
  const steps = diffLines(before, after);
  let at = 0;
  const result = [];
  let changed = 0;
  for (const step of steps) {
    if (sort(step) === "keep") {
      result.push(...before.slice(at, at + step.keep));
      at += step.keep;
    } else if (sort(step) === "remove") {
      if (JSON.stringify(before.slice(at, at + step.remove.length)) !== JSON.stringify(step.remove)) return "removes other lines";
      at += step.remove.length;
      changed += step.remove.length;
    } else {
      result.push(...step.insert);
      changed += step.insert.length;
    }
  }
  const sorts = steps.map(sort);
  return {
    leadsThere: at === before.length && JSON.stringify(result) === JSON.stringify(after),
    changed,
    wellFormed: sorts.every((name, i) => name !== sorts[i - 1] && !(name === "remove" && sorts[i - 1] === "insert"))
      && steps.every((step) => (step.keep ?? step.remove ?? step.insert).length !== 0 && step.keep !== 0),
  };
}

export function steps(before, after) {
  return diffLines(before, after);
}

export function large(lines, every) {
  const before = Array.from({ length: lines }, (_, i) => `line ${i % 97} of ${i % 13}`);
  const after = before.flatMap((line, i) => (i % every === 3 ? [] : i % every === 7 ? [line, `new ${i}`] : [line]));
  return told(before, after);
}
