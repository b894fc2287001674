import mongoose from 'mongoose';

const { BSON } = mongoose.mongo;

export type Document = { [field: string]: unknown };

const OP_REPLY = 1;
const OP_QUERY = 2_004;
const OP_MSG = 2_013;
const HEADER = 16;
const MORE_TO_COME = 2;

/** A message of MongoDB's wire protocol, and the command in it; of documents that come beside the command it has none. */
export interface WireMessage {
  bytes: Buffer;
  command: Document;
}

/** Takes whole messages from what came so far; `rest` is the beginning of the next. */
export function takeMessages(came: Buffer): { messages: WireMessage[]; rest: Buffer } {
  const messages: WireMessage[] = [];
  let rest = came;
  while (rest.length >= HEADER && rest.length >= rest.readInt32LE(0)) {
    const bytes = rest.subarray(0, rest.readInt32LE(0));
    messages.push({ bytes, command: commandIn(bytes) });
    rest = rest.subarray(bytes.length);
  }
  return { messages, rest };
}

function commandIn(bytes: Buffer): Document {
  // The first hello of a connection comes in the old form: flags, the collection's name, two numbers, the document.
  const isQuery = bytes.readInt32LE(12) === OP_QUERY;
  const begin = isQuery ? bytes.indexOf(0, HEADER + 4) + 9 : HEADER + 5;
  return BSON.deserialize(bytes.subarray(begin, begin + bytes.readInt32LE(begin)));
}

/** The answer to a message, in the form in which that came. `moreToCome`: further answers follow unasked. */
export function answerTo({ bytes: asked }: WireMessage, document: Document, moreToCome = false): Buffer {
  const isQuery = asked.readInt32LE(12) === OP_QUERY;
  const before = Buffer.alloc(isQuery ? 20 : 5);
  if (isQuery) before.writeInt32LE(1, 16);
  else before.writeInt32LE(moreToCome ? MORE_TO_COME : 0, 0);
  const body = Buffer.concat([before, BSON.serialize(document)]);
  const header = Buffer.alloc(HEADER);
  header.writeInt32LE(HEADER + body.length, 0);
  header.writeInt32LE(asked.readInt32LE(4), 8);
  header.writeInt32LE(isQuery ? OP_REPLY : OP_MSG, 12);
  return Buffer.concat([header, body]);
}
