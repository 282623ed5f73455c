import { expect, test } from 'vitest';
import { matchPattern } from '../src/pattern.js';

test('a name', () => {
    expect(matchPattern('/a/:b', '/a/1')).toEqual({ b: '1' });
});
