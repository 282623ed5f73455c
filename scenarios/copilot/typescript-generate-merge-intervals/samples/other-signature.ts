export function merge(intervals: readonly Interval[], ...more: Interval[]): Interval[] {
    const merged: Interval[] = [];
    const sorted = [...intervals, ...more].filter((one) => !isEmpty(one)).sort((a, b) => a.low - b.low);
    for (const { low, high } of sorted) {
        const last = merged.at(-1);
        if (last && low <= last.high)
            merged[merged.length - 1] = { low: last.low, high: Math.max(last.high, high) };
        else
            merged.push({ low, high });
    }
    return merged;
}
