import { movingAverage, type Sample } from './window.ts';

const blocks = ' ▁▂▃▄▅▆▇█';

/** Averages as a line of blocks; a gap where there are no samples. */
export function sparkline(samples: readonly Sample[], width: number): string {
    const averages = movingAverage(samples, width);
    const most = Math.max(...averages.filter((one) => !Number.isNaN(one)));
    return averages.map((one) => (Number.isNaN(one) ? ' ' : blocks[Math.max(1, Math.round((one / most) * 8))] ?? '?')).join('');
}
