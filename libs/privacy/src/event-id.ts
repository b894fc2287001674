import { parse, v5 } from 'uuid';

/** The namespace of Gatehouse's event ids, made once. */
const NAMESPACE = parse('6b1c7a52-3c0d-5f0e-9a1e-6d2f0c5b8e11');

/** A UUID v5 of what was decided: the same decision made twice is the same event (design section 2). */
export const eventId = (...parts: (string | number)[]): string =>
  v5(Buffer.from(JSON.stringify(parts)), NAMESPACE);
