intervals.sort();
const merged: Interval[] = [];
for (const one of intervals) {
    const last = merged.at(-1);
    if (last && one.low <= last.high)
        last.high = Math.max(last.high, one.high);
    else if (!isEmpty(one))
        merged.push(one);
}
return merged;
