/** @param {{handler: unknown} | null} found */
export function statusOf(found) {
    return found ? 200 : 404;
}
