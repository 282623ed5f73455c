/**
 * The steps from one text to another, by the algorithm of Myers (1986): the furthest that can be come
 * with a number of changes, on each diagonal.
 * @param {string[]} before
 * @param {string[]} after
 * @returns {({keep: number} | {remove: string[]} | {insert: string[]})[]}
 */
export function diffLines(before, after) {
  const changes = walkBack(reach(before, after), before, after);
  const steps = [];
  let removed = [];
  let inserted = [];
  const flush = () => {
    if (removed.length) steps.push({ remove: removed });
    if (inserted.length) steps.push({ insert: inserted });
    removed = [];
    inserted = [];
  };
  for (const [sort, line] of changes) {
    if (sort === "remove") removed.push(line);
    else if (sort === "insert") inserted.push(line);
    else {
      flush();
      const last = steps.at(-1);
      if (last?.keep) last.keep += 1;
      else steps.push({ keep: 1 });
    }
  }
  flush();
  return steps;
}

/** For each number of changes, how far into `before` each diagonal (x - y) leads. */
function reach(before, after) {
  const rounds = [];
  let furthest = new Map([[1, 0]]);
  for (let changes = 0; ; changes += 1) {
    const round = new Map();
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let x = isInsertion(furthest, diagonal, changes) ? furthest.get(diagonal + 1) : furthest.get(diagonal - 1) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1;
      round.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return [...rounds, furthest];
    }
    rounds.push(furthest);
    furthest = round;
  }
}

function isInsertion(furthest, diagonal, changes) {
  return diagonal === -changes || (diagonal !== changes && furthest.get(diagonal - 1) < furthest.get(diagonal + 1));
}

function walkBack(rounds, before, after) {
  const found = [];
  let x = before.length;
  let y = after.length;
  for (let changes = rounds.length - 1; changes >= 0; changes -= 1) {
    const insertion = isInsertion(rounds[changes], x - y, changes);
    const from = x - y + (insertion ? 1 : -1);
    const startX = changes === 0 ? 0 : rounds[changes].get(from);
    const startY = changes === 0 ? 0 : startX - from;
    while (x > startX && y > startY) {
      x -= 1;
      y -= 1;
      found.push(["keep", before[x]]);
    }
    if (changes > 0) {
      found.push(insertion ? ["insert", after[startY]] : ["remove", before[startX]]);
      x = startX;
      y = startY;
    }
  }
  return found.reverse();
}
