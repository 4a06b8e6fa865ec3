import type { View } from '../plan/views/view.js';

/**
 * Wraps a view so that reading a missing name throws. Handlebars' own option `strict` ignores missing
 * names inside `#if` and `#each`.
 */
export function strictView(view: View): View {
  return new Proxy(view, {
    get(target, name, receiver): unknown {
      if (typeof name === 'string' && !Object.hasOwn(target, name)) {
        throw new Error(`A template reads "${name}", which its view does not have.`);
      }
      return strictValue(Reflect.get(target, name, receiver));
    },
  });
}

function strictValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strictValue);
  return isView(value) ? strictView(value) : value;
}

function isView(value: unknown): value is View {
  return typeof value === 'object' && value !== null;
}
