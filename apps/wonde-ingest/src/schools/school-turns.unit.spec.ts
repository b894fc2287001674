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
    const [turns, log] = [new SchoolTurns(2), [] as string[]];
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

  it('are so many at once over all schools, and one that waits for its turn holds no place', async () => {
    const [turns, log] = [new SchoolTurns(2), [] as string[]];
    const names = ['A1', 'A2', 'B1', 'C1'];
    const works = names.map((name) => work(name, log));
    const taken = works.map(({ run }, i) => turns.take(names[i]!.charAt(0), run));
    await begun();
    expect(log).toEqual(['A1 began', 'B1 began']);
    works[0]!.end();
    await taken[0];
    await begun();
    expect(log.slice(2)).toEqual(['A1 ended', 'C1 began']);
    works[2]!.end();
    await taken[2];
    await begun();
    expect(log.slice(4)).toEqual(['B1 ended', 'A2 began']);
    works[1]!.end();
    works[3]!.end();
    expect(await Promise.all(taken)).toEqual(names);
  });

  it('go on after one that failed', async () => {
    const [turns, log] = [new SchoolTurns(2), [] as string[]];
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
