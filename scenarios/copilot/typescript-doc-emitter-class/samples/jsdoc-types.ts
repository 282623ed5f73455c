export type Listener<T> = (event: T) => void | Promise<void>;

/** Tells listeners of what happens. */
export class Emitter<Events extends Record<string, unknown>> {
    readonly #listeners = new Map<keyof Events, Listener<never>[]>();

    /**
     * Adds a listener.
     * @param {string} name the name of the events
     * @param {Function} listener what is called
     * @returns {Function} a function that removes it
     */
    on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): () => void {
        const list = this.#listeners.get(name) ?? [];
        this.#listeners.set(name, [...list, listener]);
        return () => {
            this.#listeners.set(name, (this.#listeners.get(name) ?? []).filter((other) => other !== listener));
        };
    }

    /**
     * Calls the listeners.
     * @param {string} name the name of the event
     * @param {unknown} event what they are told
     * @returns {Promise<number>} how many
     */
    async emit<Name extends keyof Events>(name: Name, event: Events[Name]): Promise<number> {
        const list = (this.#listeners.get(name) ?? []) as Listener<Events[Name]>[];
        for (const listener of list)
            await listener(event);
        return list.length;
    }
}
