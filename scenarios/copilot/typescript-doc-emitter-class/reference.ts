export type Listener<T> = (event: T) => void | Promise<void>;

/**
 * Tells listeners of what happens, one after the other.
 *
 * @typeParam Events - the types of events by name
 */
export class Emitter<Events extends Record<string, unknown>> {
    readonly #listeners = new Map<keyof Events, Listener<never>[]>();

    /**
     * Adds a listener. It is called for each event of that name from now on, after those that were added before.
     *
     * @param name - the name of the events
     * @param listener - what is called
     * @returns a function that removes the listener again
     */
    on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): () => void {
        const list = this.#listeners.get(name) ?? [];
        this.#listeners.set(name, [...list, listener]);
        return () => {
            this.#listeners.set(name, (this.#listeners.get(name) ?? []).filter((other) => other !== listener));
        };
    }

    /**
     * Calls the listeners of a name in order, and waits for each.
     *
     * @param name - the name of the event
     * @param event - what they are told
     * @returns how many were called; what one of them throws is passed on, and those behind it are not called
     */
    async emit<Name extends keyof Events>(name: Name, event: Events[Name]): Promise<number> {
        const list = (this.#listeners.get(name) ?? []) as Listener<Events[Name]>[];
        for (const listener of list)
            await listener(event);
        return list.length;
    }
}
