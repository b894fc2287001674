import { seededRandom } from '@gatehouse/testing';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const LETTERS_IN_WORD = 6;
const ALL_WORDS = LETTERS.length ** LETTERS_IN_WORD;

/** Draws at random, the same for the same seed. */
export class Draw {
  readonly #random: () => number;
  #words = 0;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  chance(part: number): boolean {
    return this.#random() < part;
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.#random() * (to - from + 1));
  }

  one<T>(list: readonly [T, ...T[]] | readonly T[]): T {
    if (list.length === 0) throw new Error('Nothing to draw from.');
    return list[this.whole(0, list.length - 1)] as T;
  }

  some<T>(list: readonly T[], part: number): T[] {
    return list.filter(() => this.chance(part));
  }

  /** A word that nothing else of the world has, and that is like none of the others: nobody is taken for somebody else. */
  word(): string {
    // No two numbers give the same word: the factor has no divisor in common with the count of words.
    let number = ((this.#words += 1) * 8_675_309) % ALL_WORDS;
    let word = '';
    for (let letter = 0; letter < LETTERS_IN_WORD; letter += 1) {
      word += LETTERS[number % LETTERS.length] ?? '';
      number = Math.floor(number / LETTERS.length);
    }
    return `${word[0]?.toUpperCase()}${word.slice(1)}`;
  }
}
