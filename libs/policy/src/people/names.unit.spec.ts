import { describe, expect, it } from '@jest/globals';
import type { Fields } from '@gatehouse/schemas';
import fc from 'fast-check';
import { foldUpi } from './fold-text.js';
import { foldedName, namePartsOf, namesAgree, namesDiffer } from './names.js';

/** "Ann|Smith", or with the legal name behind: "Ann|Smith|Anna|Smith-Jones". */
function named(text: string) {
  const [forename = '', surname = '', legal_forename = null, legal_surname = null] = text.split('|');
  return namePartsOf({ forename, surname, legal_forename, legal_surname });
}
const compared = (a: string, b: string) => {
  const [one, other] = [named(a), named(b)];
  return namesAgree(one, other) ? 'agree' : namesDiffer(one, other) ? 'differ' : 'neither';
};

describe('two names', () => {
  it.each([
    ['Ann|Smith', 'Ann|Smith'],
    ['ANN|SMITH', 'ann|smith'],
    ['  Ann |Smith\u00a0', 'Ann|Smith'],
    // Spellings of the same letters.
    ['Zoë|Llŷr', 'Zoe\u0308|Llyr'],
    ['Łukasz|Błaszczyk', 'Lukasz|Blaszczyk'],
    ['Jürgen|Strauß', 'JURGEN|STRAUSS'],
    ['Ａｎｎ|Smith', 'Ann|Smith'],
    ['Νίκος|Παππάς', 'ΝΙΚΟΣ|ΠΑΠΠΑΣ'],
    ['A\u200bn\u00adn\ufeff|Smi\u200dth', 'Ann|Smith'],
    // Apostrophes, dots and what else is typed around a name.
    ["D'Arcy|O'Brien", 'D’Arcy|O`Brien'],
    ['Ann|O´Brien', 'Ann|OBrien'],
    ["Ann|O'Brien", 'Ann|O Brien'],
    ['Ann|St. John', 'Ann|St John'],
    ['(Bob)|Smith', 'Bob|"Smith"'],
    // The first word alone.
    ['Ann Elizabeth|Smith', 'Ann Margaret|Smith'],
    ['Anne-Marie|Smith', 'Anne|Smith'],
    ['Anne-Marie|Smith', 'Anne Marie|Smith'],
    ['Anne Marie|Smith', 'Annemarie|Smith'],
    ['Abdul-Rahman|Khan', 'Abdulrahman|Khan'],
    // Initials.
    ['J|Smith', 'Jane|Smith'],
    ['J.|Smith', 'Jane|Smith'],
    ['J. R.|Smith', 'Jane|Smith'],
    ['J.R.|Smith', 'Jane|Smith'],
    ['J|Smith', 'J|Smith'],
    ['É.|Smith', 'Emile|Smith'],
    // Used or legal.
    ['Bob|Smith|Robert|', 'Robert|Smith'],
    ['Bob|Smith|Robert|', 'R|Smith'],
    ['Ann|Smith||Jones', 'Ann|Jones'],
    // A hyphened part suffices; hyphens and blanks count alike as a whole.
    ['Ann|Smith-Jones', 'Ann|Smith'],
    ['Ann|Smith - Jones', 'Ann|Jones'],
    ['Ann|Smith–Jones', 'Ann|Jones-Smith'],
    ['Ann|Smith/Jones', 'Ann|Jones'],
    ['Ann|Smith-Jones', 'Ann|Smith Jones'],
    ['Ann|Smith-Jones', 'Ann|SmithJones'],
    ['Ann|van der Berg-Jones', 'Ann|Van Der Berg'],
    ['Ann|Al-Hassan', 'Ann|Hassan'],
    // A part that stands in one only.
    ['Ann|', 'Ann|Smith'],
    ['|Smith', 'Ann|Smith'],
    ['-|Smith', 'Ann|Smith'],
  ])('%s and %s agree', (a, b) => {
    expect([compared(a, b), compared(b, a)]).toEqual(['agree', 'agree']);
  });

  it.each([
    ['Ann|Smith', 'Bob|Smith'],
    ['Ann|Smith', 'Ann|Jones'],
    ['Ann|Smith', 'Anna|Smith'],
    ['Anne-Marie|Smith', 'Marie|Smith'],
    ['J|Smith', 'Ann|Smith'],
    ['Jo|Smith', 'John|Smith'],
    ['Ann|S', 'Ann|Smith'],
    ['伟|李', '伟明|李'],
    ['Ann|Smith Jones', 'Ann|Smith'],
    ['Ann|van Dijk', 'Ann|van Gogh'],
    ['Ann|van Dijk', 'Ann|van'],
    ['Ann|al-Hassan', 'Ann|al-Masri'],
    ['Ann|O-Brien', 'Ann|O-Connor'],
    ['Ann|', 'Bob|Smith'],
  ])('%s and %s differ', (a, b) => {
    expect([compared(a, b), compared(b, a)]).toEqual(['differ', 'differ']);
  });

  it.each([
    ['|', 'Ann|Smith'],
    ['|', '|'],
    ['Ann|', '|Smith'],
    [' .|\u200b', 'Ann|Smith'],
  ])('%s and %s do neither', (a, b) => {
    expect([compared(a, b), compared(b, a)]).toEqual(['neither', 'neither']);
  });

  it.each([[null], [7], [true], [['Ann']], [{ forename: 'Ann' }], [undefined]])(
    'stand in nothing but text: %j is no name',
    (value) => {
      const fields = { forename: value, surname: value, legal_surname: value } as Fields;
      expect(foldedName(namePartsOf(fields))).toBe('');
    },
  );
});

describe('the folded name', () => {
  it.each([
    ['Anne-Marie|Smith-Jones', 'ANNE MARIE|Smith Jones'],
    ['Ann|Smith', 'Ann|Smith|Ann|SMITH'],
    ['Ann|Smith', 'Ann|Smith||'],
    ['Bob|Smith|Robert|', 'Robert|Smith|Bob|'],
  ])('is one text for %s and %s', (a, b) => {
    expect(foldedName(named(a))).toBe(foldedName(named(b)));
  });

  it.each([
    ['Ann Mary|Smith', 'Ann Jane|Smith'],
    ['Ann|', '|Ann'],
    ['Ann|Smith', 'Ann|Smith|Anna|'],
  ])('tells %s and %s apart', (a, b) => {
    expect(foldedName(named(a))).not.toBe(foldedName(named(b)));
  });

  it('is empty when no part stands', () => {
    expect(foldedName(named(' -|.'))).toBe('');
  });
});

describe('always', () => {
  const alphabet = fc.constantFrom(...'aAbBéøß', ..."ς-‐.'’´", ' ', '\u200b', '\u0301', '李', 'ŉ');
  const anyText = fc.oneof(
    fc.string({ unit: alphabet, maxLength: 8 }),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  const anyName = fc.record({
    forename: anyText,
    surname: anyText,
    legal_forename: fc.option(anyText),
    legal_surname: fc.option(anyText),
  });

  it('what is folded stays as it is when it is folded again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldUpi(foldUpi(text))).toBe(foldUpi(text));
        const { forename, surname } = namePartsOf({ forename: text, surname: text });
        for (const [part, name] of [
          [forename, 'forename'],
          [surname, 'surname'],
        ] as const) {
          for (const whole of part.whole) {
            expect(namePartsOf({ [name]: whole })[name].whole).toEqual([whole]);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('two names agree or differ whichever comes first, and never both', () => {
    fc.assert(
      fc.property(anyName, anyName, (first, second) => {
        const [a, b] = [namePartsOf(first), namePartsOf(second)];
        expect(namesAgree(a, b)).toBe(namesAgree(b, a));
        expect(namesDiffer(a, b)).toBe(namesDiffer(b, a));
        expect(namesAgree(a, b) && namesDiffer(a, b)).toBe(false);
      }),
    );
  });

  it('a name agrees with itself, and with every other spelling of it, when a part stands', () => {
    fc.assert(
      fc.property(anyName, (fields) => {
        const parts = namePartsOf(fields);
        const respelt = namePartsOf({
          ...fields,
          forename: ` ${fields.forename.toUpperCase().normalize('NFD')}\u200d`,
          surname: fields.surname.toLowerCase().normalize('NFC'),
        });
        expect(namesAgree(parts, parts)).toBe(foldedName(parts) !== '');
        expect(foldedName(respelt)).toBe(foldedName(parts));
      }),
      { numRuns: 2000 },
    );
  });
});
