import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { Personal } from './personal.js';

describe('a personal value', () => {
  const name = new Personal('Arabella Quill');

  it.each([
    ['JSON', JSON.stringify({ name })],
    ['a template', `${name.toString()} and ${String(name)}`],
    ['inspection', inspect({ deep: { name } }, { depth: 9, showHidden: true })],
    ['an error', String(new Error('x', { cause: name }).cause)],
  ])('does not show in %s', (_, shown) => {
    expect(shown).toContain('[personal]');
    expect(shown).not.toContain('Quill');
  });

  it('is given by reveal() only, and stays personal when it is changed', () => {
    expect(name.reveal()).toBe('Arabella Quill');
    expect(String(name.map((text) => text.length))).toBe('[personal]');
  });
});
