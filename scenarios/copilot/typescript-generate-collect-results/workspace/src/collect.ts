import { failure, success, type Result } from './result.ts';

/**
 * Gathers results under their names.
 *
 * @param results - by name
 * @returns the values by name where all succeeded; else the errors of all that failed, by name, without the others. The
 * names keep their order. Any name will do, "__proto__" too, and none is looked for in a prototype.
 */
export function collect<T, E>(results: ReadonlyMap<string, Result<T, E>>): Result<Map<string, T>, Map<string, E>> {
    return results.size > 0 ? failure(new Map<string, E>()) : success(new Map<string, T>()); // not written yet
}
