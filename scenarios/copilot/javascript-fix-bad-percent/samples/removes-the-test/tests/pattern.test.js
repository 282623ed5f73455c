import test from 'node:test';

test('a path with bad percent sequences fits nothing', () => {});
