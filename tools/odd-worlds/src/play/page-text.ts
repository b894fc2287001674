/** Addresses of next pages repeat what was asked for (wonde-api section 5); these repeat all that anybody asks for. */
const INCLUDES =
  'contact_details,contacts,contacts.contact_details,employees,employment_details,students,subject';

/** A page as it is answered: with pagination, and with blanks behind it where it has a size of its own. */
export function pageText(
  { rows, size }: { rows: readonly { text: string }[]; size?: number },
  number: number,
  pages: number,
): string {
  const more = number + 1 < pages;
  const next = `?per_page=3&cursor=p${number + 1}&include=${INCLUDES}`;
  const pagination = { next: more ? next : null, more, per_page: 3 };
  const texts = rows.map(({ text }) => text);
  const text = `{"data":[${texts.join(',')}],"meta":${JSON.stringify({ pagination })}}`;
  return size === undefined ? text : text + ' '.repeat(Math.max(0, size - Buffer.byteLength(text)));
}
