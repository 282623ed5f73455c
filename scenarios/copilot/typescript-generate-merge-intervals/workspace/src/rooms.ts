import { interval, type Interval } from './interval.ts';
import { subtract } from './merge.ts';

export interface Booking {
    readonly room: string;
    readonly from: number;
    readonly to: number;
}

/** The hours of a day in which a room is free. */
export function freeHours(room: string, bookings: readonly Booking[], open = interval(8, 20)): Interval[] {
    return subtract(open, bookings.filter((one) => one.room === room).map(({ from, to }) => interval(from, to)));
}
