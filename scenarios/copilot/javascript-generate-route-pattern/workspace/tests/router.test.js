import assert from 'node:assert/strict';
import test from 'node:test';
import { Router } from '../src/router.js';

test('the first route that fits', () => {
    const router = new Router().add('get', '/users/me', 'me').add('GET', '/users/:id', 'user').add('POST', '/users/:id', 'change');
    assert.equal(router.find('GET', '/users/me').handler, 'me');
    assert.deepEqual(router.find('get', '/users/7'), { handler: 'user', params: { id: '7' } });
    assert.equal(router.find('DELETE', '/users/7'), null);
});
