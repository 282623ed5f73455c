export function split(cents, ...weights) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => Math.trunc((cents * weight) / total));
}
