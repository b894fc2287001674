import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import mongoose from 'mongoose';
import { fromStored, toStored } from './stored-document.js';

const { BSON } = mongoose.mongo;

/** There and back through the bytes that MongoDB would hold. */
const kept = (document: object) =>
  fromStored(BSON.deserialize(BSON.serialize(toStored(document as never), { checkKeys: true })));
const asJson = (document: object) => JSON.parse(JSON.stringify(document)) as unknown;

const field = (name: string) => Object.fromEntries([[name, 1]]);

describe('a document in MongoDB', () => {
  it.each(
    // prettier-ignore
    ['', '.', 'a.b', 'a.', '$', '$set', '$ref', 'a$b', '%', '%0024set', '%units', '__proto__', 'constructor', 'toString',
     '_bsontype', '_id', 'id', 'rev', 'gone', '\0', 'a\0b', '0', '10', '\u{1f600}.', '\ud83d', 'a\udc00', 'length'],
  )('has its field back by the name it had: %j', (name) => {
    const document = { ...field('before'), nested: [field(name)] };
    expect(JSON.stringify(kept(document))).toBe(JSON.stringify(document));
    expect(JSON.stringify(kept(field(name)))).toBe(JSON.stringify(field(name)));
  });

  it('is not taken for a reference or a value of the driver', () => {
    const document = {
      reference: { $ref: 'keys', $id: 'k1', $db: 'admin' },
      value: { _bsontype: 'ObjectId', id: 'x' },
      units: { '%units': 'QQA=' },
    };
    expect(kept(document)).toEqual(document);
  });

  it.each([' \0 ', '\ud83d', 'a\udc00b', '\u{1f600}', '\ufffd', ''])('keeps a text as it is: %j', (text) => {
    expect(kept({ text, list: [text] })).toEqual({ text, list: [text] });
  });

  it('never holds a prototype of its own', () => {
    const document = JSON.parse('{"__proto__":{"admin":true}}') as object;
    const back = kept(document) as { admin?: boolean };
    expect(back.admin).toBeUndefined();
    expect(JSON.stringify(back)).toBe('{"__proto__":{"admin":true}}');
  });

  it('holds what JSON would hold of other values', () => {
    const document = {
      date: new Date(0),
      own: { toJSON: (key: string) => `[${key}]` },
      nothing: undefined,
      call: () => 1,
      list: [undefined, NaN, -Infinity, -0],
      large: 2 ** 53,
      fraction: 1e-7,
      buffer: Buffer.from('a'),
    };
    expect(kept(document)).toEqual(asJson(document));
    expect(() => kept({ big: 1n })).toThrow(TypeError);
  });

  it('comes back exactly, whatever JSON it is', () => {
    const names = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('$a', '.', '%', '__proto__', ''));
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: 'binary' }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        tie('object'),
      ),
      object: fc.dictionary(names, tie('value'), { maxKeys: 5 }),
    }));
    fc.assert(
      fc.property(json.object, (document) => {
        expect(JSON.stringify(kept(document as object))).toBe(JSON.stringify(document));
      }),
    );
  });
});
