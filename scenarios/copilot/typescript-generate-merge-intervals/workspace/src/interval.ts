/** From `low` to `high`, without `high`: of times, pages, rows. */
export interface Interval {
    readonly low: number;
    readonly high: number;
}

export function interval(low: number, high: number): Interval {
    if (!(low <= high))
        throw new RangeError(`the wrong way round: ${low} to ${high}`);
    return { low, high };
}

export function isEmpty({ low, high }: Interval): boolean {
    return low === high;
}

export function contains({ low, high }: Interval, value: number): boolean {
    return low <= value && value < high;
}
