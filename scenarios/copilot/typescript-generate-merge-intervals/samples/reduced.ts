return [...intervals]
    .filter(({ low, high }) => low < high)
    .sort((a, b) => a.low - b.low || a.high - b.high)
    .reduce<Interval[]>((done, next) => {
        const last = done.pop();
        if (last === undefined)
            return [{ ...next }];
        return next.low > last.high ? [...done, last, { ...next }] : [...done, { low: last.low, high: Math.max(last.high, next.high) }];
    }, []);
