import { isEmpty, type Interval } from './interval.ts';

/**
 * Puts together what touches or overlaps.
 *
 * @param intervals - in any order; they are left as they are
 * @returns as few intervals as cover the same values, in ascending order, none empty
 */
export function merge(intervals: readonly Interval[]): Interval[] {
    throw new Error(`not written yet: ${intervals.length} to merge, ${intervals.filter(isEmpty).length} empty`);
}

/**
 * Takes intervals away from one.
 *
 * @param whole - what is cut
 * @param holes - what is cut out, in any order
 * @returns what is left, in ascending order, none empty
 */
export function subtract(whole: Interval, holes: readonly Interval[]): Interval[] {
    const left: Interval[] = [];
    let { low } = whole;
    for (const hole of merge(holes)) {
        if (hole.high <= low || hole.low >= whole.high)
            continue;
        if (low < hole.low)
            left.push({ low, high: hole.low });
        low = Math.max(low, hole.high);
    }
    if (low < whole.high)
        left.push({ low, high: whole.high });
    return left;
}
