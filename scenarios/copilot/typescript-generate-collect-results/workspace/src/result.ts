/** What came of something that may fail. */
export type Result<T, E = Error> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function success<T>(value: T): Result<T, never> {
    return { ok: true, value };
}

export function failure<E>(error: E): Result<never, E> {
    return { ok: false, error };
}
