// Preloaded into a program in TypeScript: transpiles the workspace, with the compiler below $TOUCHSTONE_NPM.
import { register } from 'node:module';
import { letRequireFind } from './found.mjs';
import { reportMissingBy } from './npm.mjs';
import { transpiled } from './typescript.mjs';

reportMissingBy((tool) => console.error(`${tool} is not installed`));
const { index } = transpiled(process.env.TOUCHSTONE_NPM, process.cwd());
register('./hooks.mjs', import.meta.url, { data: { index } });
letRequireFind(index);
