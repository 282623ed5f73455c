// Preloaded into a process that is to run TypeScript; the list of what was transpiled is in its environment.
import { register } from 'node:module';
import { letRequireFind } from './found.mjs';

register('./hooks.mjs', import.meta.url, { data: { index: process.env.TOUCHSTONE_TRANSPILED } });
letRequireFind(process.env.TOUCHSTONE_TRANSPILED);
delete process.env.TOUCHSTONE_TRANSPILED;
