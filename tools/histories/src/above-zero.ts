import { InvalidArgumentError } from 'commander';

/** A whole number above zero on the command line. @throws InvalidArgumentError */
export function aboveZero(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > 2 ** 31)
    throw new InvalidArgumentError('Give a whole number above zero.');
  return value;
}
