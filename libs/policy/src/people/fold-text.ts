const PLAIN = /^[\x20-\x7e]*$/;
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]|(?!\s)\p{Cc}/gu;

/**
 * What every folding of people's texts starts from: one form for all spellings of the same letters (NFKD), letter case
 * away, nothing left that is not seen (zero-width and other format characters, soft hyphens, control characters).
 * Blanks, marks and punctuation stay: what they mean depends on what the text is.
 */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  const seen = text.normalize('NFKD').replace(INVISIBLE, '');
  // Upper case first: only there ß and ss are one. Lower case again ends words with a sigma of their own.
  return seen.toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKD');
}

/** A upi without letter case, blanks and what is not seen, in one normal form; '' when nothing is left, which names nobody. */
export const foldUpi = (upi: string): string => foldText(upi).replace(/\s+/g, '');
