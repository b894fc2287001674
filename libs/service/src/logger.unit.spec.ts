import { describe, expect, it } from '@jest/globals';
import type { Logger } from './engines.js';
import { NestLogger } from './logger.js';

function logged(...given: [unknown, ...unknown[]]): unknown[] {
  const lines: unknown[] = [];
  const silent = () => undefined;
  const error = (fields: object, message: string) => void lines.push(fields, message);
  const logger: Logger = { debug: silent, info: silent, warn: silent, error };
  new NestLogger(logger).error(...given);
  return lines;
}

describe("NestJS's own errors in the log", () => {
  const failed = new TypeError('Jane Doe');

  it.each([
    ['an error', [failed], { error: 'TypeError' }],
    ['its text with the stack beside it', [failed.message, failed.stack], { error: 'Error' }],
    ['an object', [{ message: 'Jane Doe' }], { error: 'object' }],
  ] as const)('are told by class, where it hands over %s', (_, given, fields) => {
    expect(logged(...(given as unknown as [unknown]))).toEqual([fields, 'A handler failed.']);
  });

  it('are told in words, where they are its own', () => {
    expect(logged('No driver has been selected.\nAnd more', 'PackageLoader')).toEqual([
      {},
      'No driver has been selected.',
    ]);
  });
});
