import { inspect } from 'node:util';

const PRINTED = '[personal]';

/**
 * A value that is personal data. Logs, JSON, string templates and errors show `[personal]`; only `reveal()` gives the
 * value, so that every place which uses one can be found by searching for that word (design section 4).
 */
export class Personal<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  reveal(): T {
    return this.#value;
  }

  map<U>(change: (value: T) => U): Personal<U> {
    return new Personal(change(this.#value));
  }

  toJSON(): string {
    return PRINTED;
  }

  toString(): string {
    return PRINTED;
  }

  [inspect.custom](): string {
    return PRINTED;
  }
}
