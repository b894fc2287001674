import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { SchoolTurns } from './school-turns.js';

/** Work that ends when it is told to, and writes down when it began and ended. */
function work(name: string, log: string[]) {
  const ends = new EventEmitter();
  const run = async () => {
    log.push(`${name} began`);
    await once(ends, 'end').finally(() => log.push(`${name} ended`));
    return name;
  };
  return { run, end: () => ends.emit('end'), fail: () => ends.emit('error', new Error(name)) };
}

/** What has been taken has begun when the promises before it have been passed on. */
const begun = () => new Promise((resolve) => setImmediate(resolve));

describe('the turns of schools', () => {
  it('come one after the other for a school, and beside each other for different ones', async () => {
    const [turns, log] = [new SchoolTurns(), [] as string[]];
    const [first, second, other] = [work('first', log), work('second', log), work('other', log)];
    const taken = [turns.take('A', first.run), turns.take('A', second.run), turns.take('B', other.run)];
    await begun();
    other.end();
    expect(await taken[2]).toBe('other');
    expect(log).toEqual(['first began', 'other began', 'other ended']);
    first.end();
    await taken[0];
    await begun();
    second.end();
    expect(await Promise.all(taken)).toEqual(['first', 'second', 'other']);
    expect(log.slice(3)).toEqual(['first ended', 'second began', 'second ended']);
  });

  it('go on after one that failed', async () => {
    const [turns, log] = [new SchoolTurns(), [] as string[]];
    const [first, second] = [work('first', log), work('second', log)];
    const taken = [turns.take('A', first.run), turns.take('A', second.run)];
    const failed = expect(taken[0]).rejects.toThrow('first');
    await begun();
    first.fail();
    await failed;
    await begun();
    second.end();
    expect(await taken[1]).toBe('second');
  });
});
