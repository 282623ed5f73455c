export type Listener<T> = (event: T) => void | Promise<void>;

/** A place where listeners and events meet. */
export class Emitter<Events extends Record<string, unknown>> {
    readonly #listeners = new Map<keyof Events, Listener<never>[]>();

    /**
     * Begins to listen.
     *
     * @remarks
     * One function may be added more than once.
     *
     * @param name - which events
     * @param listener - whom to tell
     * @returns what ends it
     *
     * @example
     * ```ts
     * const stop = emitter.on('placed', console.log);
     * stop();
     * ```
     */
    on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): () => void {
        const list = this.#listeners.get(name) ?? [];
        this.#listeners.set(name, [...list, listener]);
        return () => {
            this.#listeners.set(name, (this.#listeners.get(name) ?? []).filter((other) => other !== listener));
        };
    }

    /**
     * Tells everybody.
     *
     * @param name - which event
     * @param event - its content
     * @returns the number of listeners
     */
    async emit<Name extends keyof Events>(name: Name, event: Events[Name]): Promise<number> {
        const list = (this.#listeners.get(name) ?? []) as Listener<Events[Name]>[];
        for (const listener of list)
            await listener(event);
        return list.length;
    }
}
