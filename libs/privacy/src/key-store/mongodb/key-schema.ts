import type { mongo } from 'mongoose';
import mongoose from 'mongoose';

/** What lies under a key's id: the wrapped key, or that there was one. */
export type StoredKey = { _id: string } & (
  { state: 'active'; wrapped: mongo.Binary } | { state: 'destroyed'; wrapped?: never }
);

export const keySchema = new mongoose.Schema<StoredKey>(
  {
    _id: { type: String, required: true },
    state: { type: String, enum: ['active', 'destroyed'], required: true },
    wrapped: Buffer,
  },
  { versionKey: false, id: false },
);

// Active keys are listed in the order of their ids.
keySchema.index({ state: 1, _id: 1 });

/** Keeps out of the collection a destroyed key that still has bytes, whoever writes it. */
export const keyValidator = {
  $jsonSchema: {
    bsonType: 'object',
    required: ['_id', 'state'],
    properties: {
      _id: { bsonType: 'string' },
      state: { enum: ['active', 'destroyed'] },
      wrapped: { bsonType: 'binData' },
    },
    additionalProperties: false,
    oneOf: [
      { properties: { state: { enum: ['active'] } }, required: ['wrapped'] },
      { properties: { state: { enum: ['destroyed'] } }, not: { required: ['wrapped'] } },
    ],
  },
};
