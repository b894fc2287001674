import mongoose from 'mongoose';
import type { Document } from '../read-models.port.js';

/** What lies under an id: a document of a school, or the tombstone of one, which names no school and so is never read. */
export type Stored = { _id: string; rev: number } & (
  { school: string; document: Document; gone?: never } | { gone: true; school?: never; document?: never }
);

/** One versioned collection of an add-on. */
export const collectionSchema = new mongoose.Schema<Stored>(
  {
    _id: { type: String, required: true },
    rev: { type: Number, required: true },
    school: String,
    document: mongoose.Schema.Types.Mixed,
    gone: Boolean,
  },
  { versionKey: false, id: false, minimize: false },
);

// Readers ask for one school; tombstones are not in the index, so neither lists nor counts pass over them.
collectionSchema.index({ school: 1, _id: 1 }, { partialFilterExpression: { school: { $exists: true } } });

/** Keeps out of the collection whatever is neither a document nor a bare tombstone, whoever writes it. */
export const collectionValidator = {
  $jsonSchema: {
    bsonType: 'object',
    required: ['_id', 'rev'],
    properties: {
      _id: { bsonType: 'string' },
      rev: { bsonType: ['int', 'long', 'double'], minimum: 0 },
      school: { bsonType: 'string' },
      document: { bsonType: 'object' },
      gone: { enum: [true] },
    },
    additionalProperties: false,
    oneOf: [
      { required: ['school', 'document'], not: { required: ['gone'] } },
      { required: ['gone'], not: { anyOf: [{ required: ['school'] }, { required: ['document'] }] } },
    ],
  },
};

/** How far the projector of this name has come. */
export interface Checkpoint {
  _id: string;
  position: string;
}

export const checkpointSchema = new mongoose.Schema<Checkpoint>(
  { _id: { type: String, required: true }, position: { type: String, required: true } },
  { versionKey: false, id: false },
);
