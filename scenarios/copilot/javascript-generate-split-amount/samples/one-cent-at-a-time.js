let total = 0n;
for (const weight of weights)
    total += BigInt(weight);
if (total === 0n)
    throw new RangeError('nobody has a share');
const amount = BigInt(Math.abs(cents));
const shares = weights.map((weight) => (amount * BigInt(weight)) / total);
const lacks = weights.map((weight) => (amount * BigInt(weight)) % total);
let left = amount;
for (const share of shares)
    left -= share;
while (left > 0n) {
    let most = 0;
    for (let i = 1; i < lacks.length; i += 1)
        if (lacks[i] > lacks[most])
            most = i;
    shares[most] += 1n;
    lacks[most] = -1n;
    left -= 1n;
}
return shares.map((share) => (cents < 0 && share > 0n ? -Number(share) : Number(share)));
