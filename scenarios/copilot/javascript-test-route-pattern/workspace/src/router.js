import { matchPattern } from './pattern.js';

export class Router {
    #routes = [];

    add(method, pattern, handler) {
        this.#routes.push({ method: method.toUpperCase(), pattern, handler });
        return this;
    }

    find(method, path) {
        for (const route of this.#routes) {
            if (route.method !== method.toUpperCase())
                continue;
            const params = matchPattern(route.pattern, path);
            if (params)
                return { handler: route.handler, params };
        }
        return null;
    }
}
