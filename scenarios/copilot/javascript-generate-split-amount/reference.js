const total = weights.reduce((sum, weight) => sum + weight, 0);
if (total <= 0)
    throw new RangeError('no weight is above 0');
const sign = Math.sign(cents), amount = BigInt(Math.abs(cents));
const parts = weights.map((weight, at) => {
    const exact = amount * BigInt(weight);
    return { at, share: exact / BigInt(total), lost: exact % BigInt(total) };
});
let left = amount - parts.reduce((sum, { share }) => sum + share, 0n);
const shares = parts.map(({ share }) => share);
for (const { at } of [...parts].sort((a, b) => (a.lost < b.lost ? 1 : a.lost > b.lost ? -1 : a.at - b.at))) {
    if (left === 0n)
        break;
    shares[at] += 1n;
    left -= 1n;
}
return shares.map((share) => sign * Number(share) || 0);
