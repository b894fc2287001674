import type { Document } from '../read-models.port.js';

/** A document as its slot holds it: JSON, filled up with blanks to one of few sizes (in bytes). */
export interface SlotBody {
  text: string;
  size: number;
}

/** Sizes grow in steps of at most an eighth, so that a changed document mostly fits the slot it has. */
export function toSlotBody(document: Document): SlotBody {
  const json = JSON.stringify(document);
  const bytes = Buffer.byteLength(json);
  const step = Math.max(64, 2 ** (Math.floor(Math.log2(bytes)) - 3));
  const size = Math.ceil(bytes / step) * step;
  return { text: json + blanks(size - bytes), size };
}

export function blanks(size: number): string {
  return ' '.repeat(size);
}
