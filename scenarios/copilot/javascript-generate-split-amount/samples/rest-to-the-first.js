const total = weights.reduce((sum, weight) => sum + weight, 0);
if (total <= 0)
    throw new RangeError('no weight is above 0');
const shares = weights.map((weight) => Math.trunc((cents * weight) / total));
let left = cents - shares.reduce((sum, share) => sum + share, 0);
for (let i = 0; left !== 0; i += 1) {
    shares[i] += Math.sign(cents);
    left -= Math.sign(cents);
}
return shares;
