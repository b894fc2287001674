const ASCII = /^[\0-\x7f]*$/;

/**
 * A text whose order is that of the other's UTF-8 bytes on every server: one letter for each byte. Servers of the
 * protocol compare letters beyond ASCII by bytes or by UTF-16 units, which is not the same order. ASCII stays as it is.
 */
export function toByteText(text: string): string {
  if (ASCII.test(text)) return text;
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** The text that `toByteText` was given. */
export function fromByteText(text: string): string {
  if (ASCII.test(text)) return text;
  return Buffer.from(text, 'latin1').toString('utf8');
}
