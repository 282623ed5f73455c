export interface Sample {
    readonly at: number;
    readonly value: number;
}

/**
 * Averages samples over windows that follow one another.
 *
 * @param samples - what was measured, in order of time
 * @param width - how long a window is, in the unit of the samples' times
 * @param start - when the first window begins; 0 by default
 * @returns an average for each window up to the last sample, NaN for one without samples
 * @throws {@link RangeError} if the width is not above 0
 */
export function movingAverage(samples: readonly Sample[], width: number, start = 0): number[] {
    if (!(width > 0))
        throw new RangeError(`no width: ${width}`);
    const averages: number[] = [];
    for (let from = start; from <= (samples.at(-1)?.at ?? -Infinity); from += width) {
        const inside = samples.filter(({ at }) => from <= at && at < from + width);
        averages.push(inside.length === 0 ? NaN : inside.reduce((sum, { value }) => sum + value, 0) / inside.length);
    }
    return averages;
}
