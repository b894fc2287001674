import type { JsonValue } from '@gatehouse/schemas';
import type { Draw } from './draw.js';
import type { Sizes } from './odd-values.js';
import { noObject, oddScalar, oddTelephone, oddTextValue, saidTwice, unlessObject } from './odd-values.js';
import type { Said } from './said.js';
import { comingOf, kept, lost, objectOf, unsaid } from './said.js';

type Odd = (draw: Draw, sizes: Sizes) => Said;
export type Members = { [name: string]: Said<unknown> };

/** How many of the values of a row are odd. */
export interface Oddity {
  draw: Draw;
  sizes: Sizes;
  part: number;
}

/** A member that is plain mostly: its own text, odd, said twice, null, or not said. */
export function valueOf({ draw, sizes, part }: Oddity, name: string, plain: string, odd: Odd): Said {
  if (!draw.chance(part)) return draw.chance(0.1) ? unsaid() : kept(JSON.stringify(plain), plain);
  const said = odd(draw, sizes);
  return draw.chance(0.15) ? saidTwice(draw, name, said) : said;
}

const textsOf = (oddity: Oddity, names: readonly string[]): Members =>
  Object.fromEntries(names.map((name) => [name, valueOf(oddity, name, oddity.draw.word(), oddTextValue)]));

export const namesOf = (oddity: Oddity, withTitle: boolean): Members =>
  textsOf(oddity, [
    ...(withTitle ? ['title'] : []),
    'forename',
    'surname',
    'legal_forename',
    'legal_surname',
  ]);

const EMAILS = ['email', 'primary', 'home', 'work'];
const PHONES = ['phone', 'primary', 'home', 'work', 'mobile'];
const PLACES = ['home', 'work', 'postal'];
const PARTS = [
  ...['house_number', 'house_name', 'apartment', 'street', 'district'],
  ...['town', 'county', 'country', 'postcode'],
];

/** An object of values under some of these names. */
function objectUnder(oddity: Oddity, names: readonly string[], odd: Odd): Said {
  const { draw, part } = oddity;
  const members: Members = {};
  for (const name of draw.some(names, 0.5)) members[name] = valueOf(oddity, name, draw.word(), odd);
  const { text, dropped } = objectOf({ ...members, ...(draw.chance(part / 3) ? unasked(draw) : {}) });
  return { text, comes: comingOf(members), dropped };
}

/** Under a name that nobody asked for: not used, and nothing is lost by it. */
const unasked = (draw: Draw): Members => ({
  [`zz_${draw.word()}`]: { text: draw.one(['"x"', 'null']), comes: undefined, dropped: [] },
});

/** Where an object belongs: null, and what is none. */
const orNone = ({ draw, part }: Oddity, said: () => Said): Said => {
  if (!draw.chance(part / 4)) return said();
  return draw.chance(0.4) ? kept('null', null) : lost(noObject(draw));
};

function addressesOf(oddity: Oddity): Said {
  const { draw, sizes, part } = oddity;
  const members: Members = {};
  for (const place of draw.some(PLACES, 0.5)) {
    const isOdd = draw.chance(part / 2);
    // A text and a number are an address, too.
    members[place] = isOdd ? unlessObject(oddTelephone(draw, sizes)) : objectUnder(oddity, PARTS, oddScalar);
  }
  const { text, dropped } = objectOf(members);
  return { text, comes: comingOf(members), dropped };
}

/** `contact_details` in every wrapper, and the fields that come of it. */
export function detailsOf(
  oddity: Oddity,
  withAddresses: boolean,
): { said: Said<unknown>; fields: { [name: string]: JsonValue } } {
  const { draw, part } = oddity;
  if (draw.chance(0.1)) return { said: unsaid(), fields: {} };
  if (draw.chance(part / 4)) {
    const text = draw.one(['null', '{"data":null}']);
    return { said: { text, comes: undefined, dropped: [] }, fields: {} };
  }
  if (draw.chance(part / 4)) {
    const shape = noObject(draw);
    return { said: lost(draw.chance(0.5) ? shape : `{"data":${shape}}`), fields: {} };
  }
  const members: Members = {
    salutation: valueOf(oddity, 'salutation', draw.word(), oddTextValue),
    emails: orNone(oddity, () => objectUnder(oddity, EMAILS, oddTextValue)),
    phones: orNone(oddity, () => objectUnder(oddity, PHONES, oddTelephone)),
    ...(withAddresses ? { addresses: orNone(oddity, () => addressesOf(oddity)) } : {}),
  };
  const { text, dropped } = objectOf(members);
  const said = { text: draw.chance(0.7) ? `{"data":${text}}` : text, comes: undefined, dropped };
  return { said, fields: comingOf(members) };
}
