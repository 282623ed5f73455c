const total = weights.reduce((sum, weight) => sum + weight, 0);
if (total <= 0)
    throw new RangeError('no weight is above 0');
return weights.map((weight) => Math.round((cents * weight) / total));
